package dev.sluice.cli.faults;

/** What is done to the processes, with how often it is in a {@link FaultDeck}. */
enum Fault {
    SCORER_KILLED("kill -9 of a scorer", 3),
    BOTH_SCORERS_KILLED("kill -9 of both scorers at once", 1),
    SCORER_STATE_DELETED("kill -9 of a scorer, its state folder deleted", 1),
    SCORER_FROZEN("SIGSTOP of a scorer past its session timeout, then SIGCONT", 1),
    SCORER_CUT_OFF("network cut between a scorer and all brokers", 1),
    REBALANCE_STORM("a third scorer comes and goes, three times", 1),
    TRAINER_KILLED("kill -9 of the trainer at any time", 1),
    TRAINER_KILLED_PUBLISHING("kill -9 of the trainer about when it publishes", 2),
    SECOND_TRAINER("a second trainer on the pipeline for a while", 1),
    BROKER_KILLED("kill -9 of any broker", 1),
    LEADER_KILLED("kill -9 of the broker that leads the input", 1),
    COORDINATOR_KILLED("kill -9 of the broker that coordinates the transactions", 1),
    CONTROLLER_KILLED("kill -9 of the active controller", 1),
    REGISTRY_FROZEN("SIGSTOP of the schema registry, kill -9 of a scorer that needs it to start, then SIGCONT", 1),
    BAD_ARTIFACT("a bad artifact is published and activated", 2),
    ROLLED_BACK("an operator goes back to an older version", 1),
    CLOCK_JUMP("a device's clock is years off for a while", 1);

    private final String what;
    private final int weight;

    Fault(String what, int weight) {
        this.what = what;
        this.weight = weight;
    }

    String what() {
        return what;
    }

    int weight() {
        return weight;
    }
}
