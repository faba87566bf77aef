package dev.sluice.cli.dashboard;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import java.util.List;

/**
 * What the alerts of one id have said so far.
 *
 * @param id unique and stable
 * @param entity whose incident it is, fit to be shown
 * @param open until it is resolved
 * @param start event time of the first anomalous record, ms since the epoch
 * @param last event time of the latest record an alert was about
 * @param peak largest score
 * @param peakTimestamp when that was
 * @param records anomalous records so far
 * @param pValue of the largest score
 * @param version of the model
 * @param fields of the record with the largest score that an alert told of, at most {@value #MOST_FIELDS}
 * @param repair fields whose values, put right, make the record normal
 * @param members entities that share it; empty where it is one entity's
 * @param memberCount how many they are
 * @param topic input topic
 * @param partition and the partition and offset of the record the latest alert was about
 * @param offset in it
 * @param told score of the record that the fields are of
 */
record Incident(
        String id,
        String entity,
        boolean open,
        long start,
        long last,
        double peak,
        long peakTimestamp,
        long records,
        double pValue,
        int version,
        List<Field> fields,
        List<String> repair,
        List<String> members,
        int memberCount,
        String topic,
        int partition,
        long offset,
        double told) {

    static final int MOST_FIELDS = 12;
    static final int MOST_MEMBERS = 100;
    static final int LONGEST_ID = 300;

    /**
     * A field's part in a score, fit to be shown.
     *
     * @param observedText null where it is a number
     * @param expectedText null where it is a number, or no category was likeliest
     */
    record Field(
            String name, double observed, double expected, double share, String observedText, String expectedText) {

        private static Field of(FieldContribution field) {
            return new Field(
                    ShownName.of(field.getField()),
                    field.getObserved(),
                    field.getExpected(),
                    field.getShare(),
                    text(field.getObservedText()),
                    text(field.getExpectedText()));
        }

        private static String text(String text) {
            return text == null ? null : ShownName.text(text, ShownName.LONGEST);
        }
    }

    /** @param before what was known of the incident; null where nothing was */
    static Incident of(Alert alert, Incident before) {
        boolean higher = before == null
                || (alert.getScore() > before.told && !alert.getFields().isEmpty());
        double peak = Math.max(alert.getPeakScore(), Math.max(alert.getScore(), before == null ? 0 : before.peak));
        long start = alert.getStart();
        long peakTimestamp = alert.getPeakTimestamp();
        return new Incident(
                ShownName.text(alert.getId(), LONGEST_ID),
                ShownName.of(alert.getEntity()),
                alert.getState() != AlertState.RESOLVED,
                start != 0 ? start : before != null ? before.start : alert.getTimestamp(),
                Math.max(alert.getTimestamp(), before == null ? 0 : before.last),
                peak,
                peakTimestamp != 0
                        ? peakTimestamp
                        : before != null && before.peak >= alert.getScore()
                                ? before.peakTimestamp
                                : alert.getTimestamp(),
                Math.max(alert.getRecords(), before == null ? 1 : before.records),
                higher ? alert.getPValue() : before.pValue,
                alert.getModelVersion(),
                higher
                        ? alert.getFields().stream()
                                .limit(MOST_FIELDS)
                                .map(Field::of)
                                .toList()
                        : before.fields,
                names(alert.getRepair()),
                names(alert.getMembers()),
                alert.getMemberCount(),
                ShownName.text(alert.getTopic(), LONGEST_ID),
                alert.getPartition(),
                alert.getOffset(),
                higher ? alert.getScore() : before.told);
    }

    private static List<String> names(List<String> told) {
        return told.stream().limit(MOST_MEMBERS).map(ShownName::of).toList();
    }
}
