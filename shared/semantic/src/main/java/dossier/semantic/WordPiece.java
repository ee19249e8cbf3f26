package dossier.semantic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a text into the pieces of words that the model was trained on: lower case, no accents, marks apart, and of each
 * word the longest known beginning first. Immutable.
 *
 * <p>The algorithm is that of BERT's uncased models; the tests hold it to the tokens of the model's own tokenizer.
 */
final class WordPiece {
    /** The most pieces the model is asked to read, beginning and end included. */
    static final int MOST = 128;

    private static final int LONGEST_WORD = 100;
    private static final String INSIDE = "##";

    private final Map<String, Integer> ids;
    private final int unknown;
    private final int begin;
    private final int end;

    /** @param words all pieces, a piece's place being its id */
    WordPiece(List<String> words) {
        this.ids = new HashMap<>(words.size() * 2);
        for (int id = 0; id < words.size(); id++) {
            ids.put(words.get(id), id);
        }
        this.unknown = special("[UNK]");
        this.begin = special("[CLS]");
        this.end = special("[SEP]");
    }

    /** @param file a piece a line */
    static WordPiece read(Path file) throws IOException {
        return new WordPiece(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    private int special(String name) {
        Integer id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("The list of pieces has no " + name);
        }
        return id;
    }

    /** Ids of the pieces between those that begin and end a text; what is longer than {@link #MOST} is cut off. */
    long[] ids(String text) {
        long[] out = new long[MOST];
        int size = 0;
        out[size++] = begin;
        for (String word : words(text)) {
            for (int id : pieces(word)) {
                if (size == MOST - 1) {
                    break;
                }
                out[size++] = id;
            }
        }
        out[size++] = end;
        return Arrays.copyOf(out, size);
    }

    private static List<String> words(String text) {
        List<String> out = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD);
        for (int at = 0; at < plain.length(); ) {
            int c = plain.codePointAt(at);
            at += Character.charCount(c);
            if (isDropped(c)) {
                continue;
            }
            if (isSpace(c)) {
                flush(word, out);
            } else if (isMark(c) || isIdeograph(c)) {
                flush(word, out);
                out.add(Character.toString(c));
            } else {
                word.appendCodePoint(c);
            }
        }
        flush(word, out);
        return out;
    }

    private static void flush(StringBuilder word, List<String> out) {
        if (!word.isEmpty()) {
            out.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    private static boolean isDropped(int c) {
        int type = Character.getType(c);
        return c == 0
                || c == 0xFFFD
                || type == Character.NON_SPACING_MARK
                || (!isSpace(c)
                        && (type == Character.CONTROL
                                || type == Character.FORMAT
                                || type == Character.PRIVATE_USE
                                || type == Character.SURROGATE
                                || type == Character.UNASSIGNED));
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    /** Punctuation, and every sign of ASCII that is no letter or digit. */
    private static boolean isMark(int c) {
        if (c < 128) {
            return c > ' ' && c != 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** Signs of Chinese writing, which stand for a word each. */
    private static boolean isIdeograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    private List<Integer> pieces(String word) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return List.of(unknown);
        }
        List<Integer> out = new ArrayList<>();
        for (int from = 0; from < word.length(); ) {
            int to = word.length();
            Integer id = null;
            while (to > from && id == null) {
                id = ids.get(from == 0 ? word.substring(0, to) : INSIDE + word.substring(from, to));
                if (id == null) {
                    to--;
                }
            }
            if (id == null) {
                return List.of(unknown);
            }
            out.add(id);
            from = to;
        }
        return out;
    }
}
