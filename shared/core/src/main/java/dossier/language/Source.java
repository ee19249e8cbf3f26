package dossier.language;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of one text, with one NUL behind them so that scanning needs no bounds check of its own. */
final class Source {
    private final byte[] bytes;
    private final int end;
    private final int first;
    private volatile @Nullable Lines lines;
    private volatile @Nullable String text;

    Source(byte[] utf8) {
        this.bytes = Arrays.copyOf(utf8, utf8.length + 1);
        this.end = utf8.length;
        this.first = startsWithMark(utf8) ? 3 : 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index behind the last byte of the text. */
    int end() {
        return end;
    }

    /** Index of the first byte behind a byte-order mark. */
    int first() {
        return first;
    }

    Position position(Span span) {
        Lines known = lines;
        if (known == null) {
            known = new Lines(bytes, first, end);
            lines = known;
        }
        return known.position(span);
    }

    /** The whole text; a byte that is not UTF-8 appears as U+FFFD. */
    String text() {
        String known = text;
        if (known == null) {
            known = slice(0, end);
            text = known;
        }
        return known;
    }

    String slice(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    Document document(List<Form> forms, List<Comment> comments) {
        return new Read(this, List.copyOf(forms), List.copyOf(comments));
    }

    private static boolean startsWithMark(byte[] utf8) {
        return utf8.length >= 3 && utf8[0] == (byte) 0xef && utf8[1] == (byte) 0xbb && utf8[2] == (byte) 0xbf;
    }

    /** A document that was read from this text. */
    private record Read(Source source, List<Form> forms, List<Comment> comments) implements Document {
        @Override
        public Optional<Position> position(Span span) {
            return span.exists() ? Optional.of(source.position(span)) : Optional.empty();
        }

        @Override
        public Optional<String> text() {
            return Optional.of(source.text());
        }
    }
}
