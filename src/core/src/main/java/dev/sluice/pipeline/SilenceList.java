package dev.sluice.pipeline;

import dev.sluice.pipeline.StandingSilence.Weekly;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type of {@code alerts.silences}: a list of {@code {entity, field, from, until, weekly, zone}}. */
final class SilenceList {

    private static final String ENTITY = "entity";
    private static final String FIELD = "field";
    private static final String FROM = "from";
    private static final String UNTIL = "until";
    private static final String WEEKLY = "weekly";
    private static final String ZONE = "zone";
    private static final List<String> KEYS = List.of(ENTITY, FIELD, FROM, UNTIL, WEEKLY, ZONE);

    private static final String EXPECTED =
            "a list of {entity: PATTERN, weekly: Sat 02:00-04:00, zone: Europe/Berlin} and the like";
    private static final ValueType<String> PATTERN = ValueTypes.text("a pattern such as pump-*");
    private static final ValueType<Instant> INSTANT = ValueType.ofText(
            "a time such as 2026-03-01T02:00:00Z",
            text -> {
                try {
                    return Instant.parse(text);
                } catch (DateTimeParseException e) {
                    throw new IllegalArgumentException(e);
                }
            },
            Instant::toString);
    private static final ValueType<Weekly> WEEK =
            ValueType.ofText("a window of a week such as Sat 02:00-04:00", Weekly::parse, Weekly::toString);
    private static final ValueType<ZoneId> ZONES = ValueType.ofText(
            "a time zone such as Europe/Berlin",
            text -> {
                try {
                    return ZoneId.of(text);
                } catch (DateTimeException e) {
                    throw new IllegalArgumentException(e);
                }
            },
            ZoneId::getId);

    private SilenceList() {}

    static ValueType<List<StandingSilence>> type() {
        return new ValueType<>(EXPECTED, SilenceList::read, SilenceList::render);
    }

    private static List<StandingSilence> read(ConfigNode node) {
        List<StandingSilence> silences = new ArrayList<>();
        for (ConfigNode item : node.items(EXPECTED)) {
            if (!item.isMap()) {
                throw item.expected(EXPECTED);
            }
            silences.add(silence(item));
        }
        return List.copyOf(silences);
    }

    private static StandingSilence silence(ConfigNode item) {
        Map<String, ConfigNode> entries = new HashMap<>();
        for (ConfigNode entry : item.entries(EXPECTED)) {
            String key = entry.nameIn(item);
            if (!KEYS.contains(key)) {
                throw entry.error("unknown key; the nearest known key is \"" + NearestName.of(key, KEYS) + "\"");
            }
            entries.put(key, entry);
        }
        if (entries.containsKey(ZONE) && !entries.containsKey(WEEKLY)) {
            throw entries.get(ZONE).error("is the zone of weekly, which is not there");
        }
        StandingSilence silence = new StandingSilence(
                get(entries, ENTITY, PATTERN),
                get(entries, FIELD, PATTERN),
                get(entries, FROM, INSTANT),
                get(entries, UNTIL, INSTANT),
                get(entries, WEEKLY, WEEK),
                get(entries, ZONE, ZONES).orElse(ZoneOffset.UTC));
        if (entries.isEmpty()) {
            throw item.error("would silence everything for ever: say whom, which field, or when");
        }
        if (silence.from().isPresent()
                && silence.until().isPresent()
                && !silence.from().get().isBefore(silence.until().get())) {
            throw entries.get(UNTIL).error("must be after from");
        }
        return silence;
    }

    private static <T> Optional<T> get(Map<String, ConfigNode> entries, String key, ValueType<T> type) {
        return Optional.ofNullable(entries.get(key)).map(type::read);
    }

    private static Object render(List<StandingSilence> silences) {
        return silences.stream().map(SilenceList::render).toList();
    }

    private static Map<String, Object> render(StandingSilence s) {
        Map<String, Object> entries = new LinkedHashMap<>();
        s.entity().ifPresent(e -> entries.put(ENTITY, e));
        s.field().ifPresent(f -> entries.put(FIELD, f));
        s.from().ifPresent(f -> entries.put(FROM, f.toString()));
        s.until().ifPresent(u -> entries.put(UNTIL, u.toString()));
        s.weekly().ifPresent(w -> {
            entries.put(WEEKLY, w.toString());
            entries.put(ZONE, s.zone().getId());
        });
        return entries;
    }
}
