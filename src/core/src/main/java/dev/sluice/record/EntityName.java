package dev.sluice.record;

/** The rule for names of entities that come from a field: they become record keys, so they are short. */
public final class EntityName {

    static final int LONGEST = 1_000;
    public static final String EXPECTED = "a name of at most " + LONGEST + " characters";

    private EntityName() {}

    /** @throws BadRecordException where it is too long */
    public static String checked(String field, String name) throws BadRecordException {
        if (name.length() > LONGEST) {
            throw new BadRecordException(field, EXPECTED, "one of " + name.length());
        }
        return name;
    }
}
