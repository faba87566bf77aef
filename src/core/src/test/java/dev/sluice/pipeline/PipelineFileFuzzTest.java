package dev.sluice.pipeline;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whatever the text, a pipeline file ends in a configuration, or in an error about it. */
class PipelineFileFuzzTest {

    /** Wide, because the fuzzer traces each look into a map, of which the YAML reader makes many, and allocates as it does. */
    private static final Allowance ALLOWANCE = new Allowance(16 << 20, 40_000);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void parses(byte[] file) {
        String yaml = new String(file, StandardCharsets.UTF_8);
        Hostile.read(file, ALLOWANCE, ConfigException.class, () -> PipelineFile.parse(yaml, "fuzz.yaml", Map.of()));
    }
}
