package dev.sluice.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsRunTest {

    @Test
    void leavesTheGroupSoThatOthersTakeOverAtOnce() {
        assertThat(StreamsRun.membershipAfterClose(Map.of())).isEqualTo(GroupMembershipOperation.LEAVE_GROUP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"group.instance.id", "consumer.group.instance.id", "main.consumer.group.instance.id"})
    void keepsThePlaceOfAStaticMemberThatIsExpectedBack(String key) {
        assertThat(StreamsRun.membershipAfterClose(Map.of(key, "sluice-scorer-0")))
                .isEqualTo(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    @Test
    void everyThreadOfAStaticMemberIsOneOfItsOwn() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "sluice-pumps");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        settings.put("main.consumer.group.instance.id", "sluice-scorer-0");

        assertThat(new StreamsConfig(settings).getMainConsumerConfigs("sluice-pumps", "client", 2))
                .containsEntry("group.instance.id", "sluice-scorer-0-2");
    }
}
