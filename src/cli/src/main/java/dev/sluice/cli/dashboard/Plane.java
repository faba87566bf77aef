package dev.sluice.cli.dashboard;

import dev.sluice.cli.evaluate.PrincipalComponents;

/**
 * The plane that latents are shown in: their two principal axes, turned so that points stay as near as can be to where the
 * plane before showed them. Immutable.
 */
final class Plane {

    private final PrincipalComponents axes;
    private final double[] turn; // {a, b, c, d}: (x, y) becomes (a x + c y, b x + d y)

    private Plane(PrincipalComponents axes, double[] turn) {
        this.axes = axes;
        this.turn = turn;
    }

    /**
     * @param latents {@code float[n][k]}, n at least 2
     * @param before null for the first plane
     */
    static Plane fit(float[][] latents, Plane before) {
        Plane plane = new Plane(PrincipalComponents.fit(latents, 2), new double[] {1, 0, 0, 1});
        return before == null ? plane : new Plane(plane.axes, turn(plane, before, latents));
    }

    /** Procrustes in two dimensions: the best rotation, or the best reflection where that is better. */
    private static double[] turn(Plane plane, Plane before, float[][] latents) {
        double xx = 0;
        double xy = 0;
        double yx = 0;
        double yy = 0;
        for (float[] latent : latents) {
            float[] now = plane.project(latent);
            float[] then = before.project(latent);
            xx += now[0] * then[0];
            xy += now[0] * then[1];
            yx += now[1] * then[0];
            yy += now[1] * then[1];
        }
        double rotated = Math.hypot(xx + yy, xy - yx);
        double reflected = Math.hypot(xx - yy, xy + yx);
        if (rotated >= reflected) {
            double angle = Math.atan2(xy - yx, xx + yy);
            return new double[] {Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)};
        }
        double angle = Math.atan2(xy + yx, xx - yy);
        return new double[] {Math.cos(angle), Math.sin(angle), Math.sin(angle), -Math.cos(angle)};
    }

    /** {@code float[2]}; the second is 0 where latents have but one value. */
    float[] project(float[] latent) {
        float[] code = axes.project(latent);
        double x = code[0];
        double y = code.length > 1 ? code[1] : 0;
        return new float[] {(float) (turn[0] * x + turn[2] * y), (float) (turn[1] * x + turn[3] * y)};
    }

    /** What part of the latents' variance the plane shows, 0 to 1. */
    double share() {
        return axes.share(0) + (axes.size() > 1 ? axes.share(1) : 0);
    }
}
