package dev.sluice.model;

import dev.sluice.contract.DetectorState;
import dev.sluice.contract.Layer;
import dev.sluice.contract.MemberState;
import dev.sluice.inference.Network;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.Untrusted;
import dev.sluice.score.Codebook;
import dev.sluice.score.Ensemble;
import dev.sluice.score.LatentStatistic;
import dev.sluice.score.Member;
import dev.sluice.score.Naming;
import dev.sluice.score.ReconstructionStatistic;
import dev.sluice.score.SeriesStatistic;
import dev.sluice.score.Statistic;
import dev.sluice.score.TableStatistic;
import dev.sluice.score.Whitening;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The detector as artifact data, there and back. */
final class DetectorStates {

    static final String RECONSTRUCTION = "reconstruction";
    static final String LATENT = "latent";
    static final String TABLE = "table";
    static final String SERIES = "series";

    private DetectorStates() {}

    static DetectorState of(Statistic statistic) {
        Map<String, ByteBuffer> vectors = new TreeMap<>();
        Map<String, Double> figures = new TreeMap<>();
        if (statistic instanceof ReconstructionStatistic s) {
            vectors.put("scale", Floats.encode(s.scale()));
            return new DetectorState(RECONSTRUCTION, List.of(), vectors, figures);
        }
        if (statistic instanceof LatentStatistic s) {
            vectors.put("scale", Floats.encode(s.residuals().scale()));
            vectors.put("mean", Floats.encode(s.mean()));
            vectors.put("whitening", triangle(s.whitening()));
            return new DetectorState(LATENT, List.of(), vectors, figures);
        }
        if (statistic instanceof TableStatistic s) {
            putNaming(s.naming(), vectors);
            vectors.put("variance", Floats.encode(s.variance()));
            figures.put("residualReference", s.residualReference());
            figures.put("distanceReference", s.distanceReference());
            return new DetectorState(TABLE, members(s.ensemble()), vectors, figures);
        }
        SeriesStatistic s = (SeriesStatistic) statistic;
        SeriesStatistic.Charts c = s.charts();
        putNaming(s.naming(), vectors);
        vectors.put("scale", Floats.encode(c.scale()));
        vectors.put("inverseVariance", Floats.encode(c.inverseVariance()));
        vectors.put("whitening", triangle(c.whitening()));
        figures.put("fast", c.fast());
        figures.put("slow", c.slow());
        figures.put("cap", c.cap());
        figures.put("meanDistance", c.meanDistance());
        figures.put("meanCapped", c.meanCapped());
        figures.put("distanceReference", c.distanceReference());
        figures.put("shiftReference", c.shiftReference());
        figures.put("slowReference", c.slowReference());
        return new DetectorState(SERIES, members(s.ensemble()), vectors, figures);
    }

    private static void putNaming(Naming naming, Map<String, ByteBuffer> vectors) {
        vectors.put("namingMean", Floats.encode(naming.mean()));
        vectors.put("namingWhitening", triangle(naming.whitening()));
    }

    private static List<MemberState> members(Ensemble ensemble) {
        List<MemberState> states = new ArrayList<>();
        for (Member m : ensemble.members()) {
            Codebook codebook = m.codebook();
            float[] centroids = new float[codebook.size() * codebook.columns()];
            for (int k = 0; k < codebook.size(); k++) {
                System.arraycopy(codebook.centroid(k), 0, centroids, k * codebook.columns(), codebook.columns());
            }
            List<Layer> layers = m.network() == null ? List.of() : LayerData.of(m.network());
            states.add(new MemberState(
                    layers, codebook.size(), Floats.encode(centroids), Floats.encode(m.inverseScale())));
        }
        return states;
    }

    private static ByteBuffer triangle(Whitening whitening) {
        int n = whitening.size();
        float[] packed = new float[n * (n + 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            System.arraycopy(whitening.column(i), i, packed, at, n - i);
            at += n - i;
        }
        return Floats.encode(packed);
    }

    /**
     * @param columns of the model
     * @param latents of the model
     * @throws IllegalArgumentException where the parts do not fit together
     */
    static Statistic compile(DetectorState state, int columns, int latents) throws ArtifactException {
        Reader in = new Reader(state);
        return switch (state.getKind()) {
            case RECONSTRUCTION -> new ReconstructionStatistic(in.vector("scale", columns));
            case LATENT ->
                new LatentStatistic(
                        in.vector("mean", latents),
                        in.whitening("whitening", latents),
                        new ReconstructionStatistic(in.vector("scale", columns)));
            case TABLE ->
                new TableStatistic(
                        in.ensemble(columns),
                        in.naming(columns),
                        in.vector("variance", columns),
                        in.figure("residualReference"),
                        in.figure("distanceReference"));
            case SERIES ->
                new SeriesStatistic(
                        in.ensemble(columns),
                        in.naming(columns),
                        new SeriesStatistic.Charts(
                                in.figure("fast"),
                                in.figure("slow"),
                                in.vector("scale", columns),
                                in.whitening("whitening", columns),
                                in.figure("cap"),
                                in.figure("meanDistance"),
                                in.figure("meanCapped"),
                                in.vector("inverseVariance", columns),
                                in.figure("distanceReference"),
                                in.figure("shiftReference"),
                                in.figure("slowReference")));
            default ->
                throw new ArtifactException(
                        Reason.MALFORMED, "unknown detector \"" + Untrusted.brief(state.getKind()) + "\"");
        };
    }

    /** Takes named parts out of the state, checked. */
    private static final class Reader {
        private final DetectorState state;

        Reader(DetectorState state) {
            this.state = state;
        }

        double figure(String name) throws ArtifactException {
            Double value = state.getFigures().get(name);
            if (value == null || !Double.isFinite(value)) {
                throw new ArtifactException(Reason.NOT_FINITE, "detector figure " + name + " must be finite: " + value);
            }
            return value;
        }

        float[] vector(String name, long size) throws ArtifactException {
            return floats("detector " + name, state.getVectors().get(name), size);
        }

        Whitening whitening(String name, int n) throws ArtifactException {
            float[] packed = vector(name, (long) n * (n + 1) / 2);
            float[][] w = new float[n][n];
            int at = 0;
            for (int i = 0; i < n; i++) {
                System.arraycopy(packed, at, w[i], i, n - i);
                at += n - i;
            }
            return new Whitening(w);
        }

        Naming naming(int columns) throws ArtifactException {
            return new Naming(vector("namingMean", columns), whitening("namingWhitening", columns));
        }

        Ensemble ensemble(int columns) throws ArtifactException {
            List<Member> members = new ArrayList<>();
            for (MemberState m : state.getMembers()) {
                Network network = m.getLayers().isEmpty() ? null : LayerData.network("member", m.getLayers());
                float[] flat =
                        floats("member codebook", m.getCodebook(), (long) Math.max(0, m.getCentroids()) * columns);
                float[][] centroids = new float[Math.max(0, m.getCentroids())][columns];
                for (int k = 0; k < centroids.length; k++) {
                    System.arraycopy(flat, k * columns, centroids[k], 0, columns);
                }
                members.add(new Member(
                        network,
                        new Codebook(centroids),
                        floats("member scale", m.getInverseScale(), centroids.length)));
            }
            return new Ensemble(members);
        }

        private static float[] floats(String what, ByteBuffer bytes, long size) throws ArtifactException {
            if (bytes == null || bytes.remaining() != size * Float.BYTES) {
                throw new ArtifactException(
                        Reason.SHAPE,
                        what + " holds " + (bytes == null ? "no" : bytes.remaining()) + " bytes where " + size
                                + " floats were expected");
            }
            float[] values = new float[(int) size];
            Floats.decode(bytes, 0, values);
            ModelCompiler.requireFinite(what, values);
            return values;
        }
    }
}
