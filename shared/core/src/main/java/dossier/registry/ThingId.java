package dossier.registry;

/** What can be the id of a thing, which is as public as a name in a log. Stateless. */
public final class ThingId {
    /** For people. */
    public static final String RULE = "an id of 1 to 128 letters, digits and . _ : -";

    private static final int LONGEST = 128;
    private static final String MARKS = "._:-";

    private ThingId() {}

    public static boolean is(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || MARKS.indexOf(c) >= 0);
    }
}
