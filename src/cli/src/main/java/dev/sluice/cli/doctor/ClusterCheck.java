package dev.sluice.cli.doctor;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.command.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;

/** The cluster: how many brokers, and whether its transactions are of the kind that exactly-once needs. */
final class ClusterCheck {

    private static final int TRANSACTIONS = 2;

    private ClusterCheck() {}

    static List<Finding> findings(Cluster cluster) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        int brokers = cluster.get(
                        "cannot describe the cluster",
                        cluster.admin().describeCluster().nodes())
                .size();
        findings.add(Finding.ok(
                "broker", cluster.address() + " answers: cluster " + cluster.id() + ", brokers: " + brokers));
        findings.add(transactions(cluster));
        return findings;
    }

    private static Finding transactions(Cluster cluster) throws InterruptedException {
        Map<String, FinalizedVersionRange> features;
        try {
            features = cluster.get(
                            "cannot describe features",
                            cluster.admin().describeFeatures().featureMetadata())
                    .finalizedFeatures();
        } catch (KafkaException e) {
            return Finding.warn(
                    "transactions",
                    e.getMessage(),
                    "Sluice is made for Kafka 4.0 and newer; on an older one, transactions may hang after a failure");
        }
        int level = level(features, "transaction.version");
        String said = "transaction.version " + level + ", metadata.version " + level(features, "metadata.version");
        return level >= TRANSACTIONS
                ? Finding.ok("transactions", said)
                : Finding.fail(
                        ExitCode.BROKER,
                        "transactions",
                        said + ", but exactly-once needs transaction.version " + TRANSACTIONS,
                        "kafka-features.sh --bootstrap-server " + cluster.address()
                                + " upgrade --feature transaction.version=" + TRANSACTIONS);
    }

    private static int level(Map<String, FinalizedVersionRange> features, String name) {
        FinalizedVersionRange range = features.get(name);
        return range == null ? 0 : range.maxVersionLevel();
    }
}
