package dev.sluice.bench.report;

/** What a part needs is not in the data folder, or there is no data folder. */
public final class DataAbsentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataAbsentException(String what) {
        super(what);
    }
}
