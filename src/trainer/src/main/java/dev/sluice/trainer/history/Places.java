package dev.sluice.trainer.history;

import dev.sluice.contract.Exclusion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stretches of offsets that rows may lie in; those of a partition do not overlap. */
final class Places {
    private final Map<Integer, TreeMap<Long, Long>> endsByStart = new HashMap<>();

    Places(List<Exclusion> stretches) {
        for (Exclusion s : stretches) {
            endsByStart
                    .computeIfAbsent(s.getPartition(), p -> new TreeMap<>())
                    .merge(s.getFromOffset(), s.getToOffset(), Math::max);
        }
    }

    boolean contain(Row row) {
        TreeMap<Long, Long> partition = endsByStart.get(row.partition());
        Map.Entry<Long, Long> stretch = partition == null ? null : partition.floorEntry(row.offset());
        return stretch != null && row.offset() < stretch.getValue();
    }
}
