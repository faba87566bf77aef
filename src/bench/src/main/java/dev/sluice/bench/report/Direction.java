package dev.sluice.bench.report;

/** Which side of a target is good. */
public enum Direction {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Direction(String sign) {
        this.sign = sign;
    }

    /** {@code >=} or {@code <=}. */
    public String sign() {
        return sign;
    }

    boolean holds(double value, double target) {
        return this == AT_LEAST ? value >= target : value <= target;
    }
}
