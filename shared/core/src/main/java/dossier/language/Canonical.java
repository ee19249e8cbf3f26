package dossier.language;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The one text for all documents that say the same: what is hashed and compared. Its rules, byte by byte and with test
 * vectors, are in {@code docs/canonical.md}. Says exactly what the document says, but for comments and the order of
 * keys.
 */
public final class Canonical {
    private static final String FRAME = "dossier-canonical-1";

    private Canonical() {}

    /** One top-level form a line, each line ended by a line feed. */
    public static String text(Document document, KeyOrder order) {
        StringBuilder out = new StringBuilder();
        Flat flat = new Flat(out, Flat.Spacing.PLAIN);
        for (Form form : document.forms()) {
            flat.form(ordered(form, order));
            out.append('\n');
        }
        return out.toString();
    }

    /** SHA-256 of the framed canonical text, as 64 lower-case hexadecimal digits. */
    public static String hash(Document document, KeyOrder order) {
        return hash(text(document, order));
    }

    /** As {@link #hash(Document, KeyOrder)}, for canonical text that is at hand already. */
    public static String hash(String canonicalText) {
        byte[] text = canonicalText.getBytes(StandardCharsets.UTF_8);
        byte[] frame = (FRAME + " " + text.length + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(frame);
            return HexFormat.of().formatHex(digest.digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** The form with its keys, its children's keys and all map entries in canonical order. */
    static Form ordered(Form form, KeyOrder order) {
        Map<String, Integer> ranks = new HashMap<>();
        for (String key : order.order(form.verb())) {
            ranks.putIfAbsent(key, ranks.size());
        }
        List<Form.Entry> entries = new ArrayList<>();
        form.entries().stream()
                .sorted(Comparator.comparingInt(entry -> ranks.getOrDefault(entry.key(), Integer.MAX_VALUE)))
                .forEach(entry -> entries.add(new Form.Entry(entry.key(), entry.keySpan(), sorted(entry.value()))));
        List<Form> children =
                form.children().stream().map(child -> ordered(child, order)).toList();
        return new Form(form.verb(), form.verbSpan(), entries, children, form.span());
    }

    private static Value sorted(Value value) {
        return switch (value) {
            case Value.Many many ->
                new Value.Many(many.items().stream().map(Canonical::sorted).toList(), many.span());
            case Value.Fields map ->
                new Value.Fields(
                        map.fields().stream()
                                .map(field -> new Keyed(spelt(field.key()), field))
                                .sorted(Comparator.comparing(Keyed::spelling))
                                .map(keyed -> new Value.Field(
                                        keyed.field().key(),
                                        sorted(keyed.field().value())))
                                .toList(),
                        map.span());
            default -> value;
        };
    }

    private static Utf8Order spelt(Value.MapKey key) {
        StringBuilder out = new StringBuilder();
        new Flat(out, Flat.Spacing.PLAIN).mapKey(key);
        return new Utf8Order(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private record Keyed(Utf8Order spelling, Value.Field field) {}

    /** Orders by bytes, unsigned: the order of code points, and the same in every language. */
    private static final class Utf8Order implements Comparable<Utf8Order> {
        private final byte[] bytes;

        Utf8Order(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int compareTo(Utf8Order other) {
            return java.util.Arrays.compareUnsigned(bytes, other.bytes);
        }
    }
}
