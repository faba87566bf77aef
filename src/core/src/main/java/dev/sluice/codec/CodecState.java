package dev.sluice.codec;

import java.util.Arrays;
import java.util.List;

/** What is fitted on a model's training rows, and what writer and reader must share: grids, predictors, odds. Immutable. */
public final class CodecState {

    /** Fields at most. */
    public static final int MOST_FIELDS = 256;

    /** Without fields: frames of stamps alone, by odds that are even at first. Of version 0, and the same for ever. */
    public static final CodecState EMPTY = empty();

    /** Of one record, by the grid alone, and where nothing is known of it; of several, and by the grid alone. */
    static final int RECORD = 0;

    static final int RECORD_GRID = 1;
    static final int RECORD_FLAT = 2;
    static final int BLOCK = 3;
    static final int BLOCK_GRID = 4;
    static final int PROFILES = 5;

    final int version;
    final FieldGrid[] grids; // [fields]
    final FieldGrid[] latents; // [latents]
    final Autoencoder autoencoder; // null where there are no latents
    final LinearPredictor within;
    final LinearPredictor across;
    final LinearPredictor joint;
    final Profile[] profiles; // [PROFILES]
    final Contexts contexts;

    CodecState(
            int version,
            FieldGrid[] grids,
            FieldGrid[] latents,
            Autoencoder autoencoder,
            LinearPredictor within,
            LinearPredictor across,
            LinearPredictor joint,
            Profile[] profiles) {
        this.version = version;
        this.grids = grids;
        this.latents = latents;
        this.autoencoder = latents.length == 0 ? null : autoencoder;
        this.within = within;
        this.across = across;
        this.joint = joint;
        this.profiles = profiles;
        contexts = new Contexts(grids.length, grids.length + latents.length);
    }

    /**
     * One that was stored.
     *
     * @param version of the model that it goes with, 0 or more
     * @param grids of the fields, 1 to {@link #MOST_FIELDS}
     * @param latents grids of the latents; empty where it does without
     * @param autoencoder ignored where there are no latents
     * @param within predicts from the record's own fields
     * @param across predicts from this record and the two before
     * @param joint predicts from the record's own fields, and from the reconstructions of all, which are {@code fields + f}
     * @param profiles of a single record, of it by the grid alone, of one that nothing is known of, of a block, of it by the
     *     grid alone
     * @throws IllegalArgumentException where no fit can have made it
     */
    public static CodecState of(
            int version,
            List<FieldGrid> grids,
            List<FieldGrid> latents,
            Autoencoder autoencoder,
            LinearPredictor within,
            LinearPredictor across,
            LinearPredictor joint,
            List<Profile> profiles) {
        int fields = grids.size();
        requireFields(fields);
        require(version >= 0, "a version of 0 or more", version);
        int codes = autoencoder == null ? 0 : autoencoder.latents();
        require(latents.isEmpty() || latents.size() == codes, "grids of " + codes + " latents", latents.size());
        require(latents.stream().noneMatch(FieldGrid::exact), "latents that have steps", "one without");
        require(within.fields() == fields, "predictions within of " + fields + " fields", within.fields());
        require(across.fields() == fields, "predictions across of " + fields + " fields", across.fields());
        require(joint.fields() == fields, "joint predictions of " + fields + " fields", joint.fields());
        within.requireDepth(1);
        joint.requireDepth(2);
        require(profiles.size() == PROFILES, PROFILES + " profiles", profiles.size());
        CodecState state = new CodecState(
                version,
                grids.toArray(FieldGrid[]::new),
                latents.toArray(FieldGrid[]::new),
                autoencoder,
                within,
                across,
                joint,
                profiles.toArray(Profile[]::new));
        for (int kind = 0; kind < PROFILES; kind++) {
            state.profiles[kind].require(kind, latents.size(), fields, state.contexts.count(kind));
        }
        return state;
    }

    private static CodecState empty() {
        Contexts contexts = new Contexts(0, 0);
        Profile[] profiles = new Profile[PROFILES];
        Arrays.setAll(
                profiles,
                kind -> new Profile(
                        false,
                        kind == RECORD_FLAT ? 0 : 1,
                        new byte[0],
                        new int[0][],
                        new int[0],
                        new byte[contexts.count(kind)]));
        LinearPredictor none = new LinearPredictor(new int[0][], new long[0][], new long[0]);
        return new CodecState(0, new FieldGrid[0], new FieldGrid[0], null, none, none, none, profiles);
    }

    CodecState with(Profile[] others) {
        return new CodecState(version, grids, latents, autoencoder, within, across, joint, others);
    }

    static void requireFields(int fields) {
        require(fields >= 1 && fields <= MOST_FIELDS, "1 to " + MOST_FIELDS + " fields", fields);
    }

    private static void require(boolean holds, String what, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("a codec has " + what + ", got " + got);
        }
    }

    public int version() {
        return version;
    }

    public int fields() {
        return grids.length;
    }

    /** The largest error of a field; 0 where it is exact. */
    public double bound(int field) {
        return grids[field].bound();
    }

    /** What the values of a field were in training. */
    public FieldKind kind(int field) {
        return grids[field].kind();
    }

    public List<FieldGrid> grids() {
        return List.of(grids);
    }

    /** Empty where it does without a latent. */
    public List<FieldGrid> latents() {
        return List.of(latents);
    }

    public LinearPredictor within() {
        return within;
    }

    public LinearPredictor across() {
        return across;
    }

    public LinearPredictor joint() {
        return joint;
    }

    public List<Profile> profiles() {
        return List.of(profiles);
    }

    /** Whether single records go by the autoencoder. */
    public boolean latentInRecords() {
        return profiles[RECORD].latent;
    }

    /** Whether blocks go by the autoencoder. */
    public boolean latentInBlocks() {
        return profiles[BLOCK].latent;
    }

    /** About what it takes to store beside the autoencoder. */
    public int bytes() {
        int bytes = 32 * (grids.length + latents.length) + within.bytes() + across.bytes() + joint.bytes();
        for (Profile profile : profiles) {
            bytes += profile.bytes();
        }
        return bytes;
    }
}
