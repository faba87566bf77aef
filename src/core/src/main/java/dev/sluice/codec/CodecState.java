package dev.sluice.codec;

/** What is fitted on a model's training rows, and what writer and reader must share: grids, predictors, odds. Immutable. */
public final class CodecState {

    /** Of one record, and its fallback; of several, and theirs. */
    static final int RECORD = 0;

    static final int RECORD_GRID = 1;
    static final int BLOCK = 2;
    static final int BLOCK_GRID = 3;
    static final int PROFILES = 4;

    final int version;
    final FieldGrid[] grids; // [fields]
    final FieldGrid[] latents; // [latents]
    final Autoencoder autoencoder; // null where there are no latents
    final LinearPredictor within;
    final LinearPredictor across;
    final Profile[] profiles; // [PROFILES]
    final Contexts contexts;

    CodecState(
            int version,
            FieldGrid[] grids,
            FieldGrid[] latents,
            Autoencoder autoencoder,
            LinearPredictor within,
            LinearPredictor across,
            Profile[] profiles) {
        this.version = version;
        this.grids = grids;
        this.latents = latents;
        this.autoencoder = autoencoder;
        this.within = within;
        this.across = across;
        this.profiles = profiles;
        contexts = new Contexts(grids.length, grids.length + latents.length);
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
        int bytes = 32 * (grids.length + latents.length) + within.bytes() + across.bytes();
        for (Profile profile : profiles) {
            bytes += profile.bytes();
        }
        return bytes;
    }
}
