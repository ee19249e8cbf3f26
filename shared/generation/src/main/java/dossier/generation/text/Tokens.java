package dossier.generation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Splits a request into tokens that know their places. Linear in the length of the text. */
public final class Tokens {
    private static final String TRAILING = ".,;:!?)]}\u2026\"'\u2019>";
    private static final String LEADING = "([{<#*\u2022\u00BF\u00A1\"'\u2018";
    private static final String SYMBOLS = "%$\u20AC\u00A3\u00A5&=+|~";
    private static final String DASHES = "\u2013\u2014";

    private final Set<String> abbreviations;
    private final Map<String, String> shortForms;

    /**
     * @param abbreviations words in lower case that keep their final dot, without it
     * @param shortForms what short forms are read as, by short form, all in lower case
     */
    public Tokens(Set<String> abbreviations, Map<String, String> shortForms) {
        this.abbreviations = abbreviations;
        this.shortForms = shortForms;
    }

    public List<Token> split(String text) {
        return new Run(text).all();
    }

    private final class Run {
        private final String text;
        private final List<Token> out = new ArrayList<>();

        Run(String text) {
            this.text = text;
        }

        List<Token> all() {
            int at = 0;
            for (Quotations.Part part : new Quotations(text).find()) {
                plain(at, part.from());
                if (part.innerEnd() > part.inner()) {
                    add(Token.Kind.QUOTED, part.inner(), part.innerEnd());
                }
                at = part.to();
            }
            plain(at, text.length());
            return List.copyOf(out);
        }

        private void plain(int from, int to) {
            int at = from;
            while (at < to) {
                char c = text.charAt(at);
                if (c == '\n') {
                    add(Token.Kind.BREAK, at, at + 1);
                    at++;
                } else if (isSpace(c)) {
                    at++;
                } else {
                    int end = at;
                    while (end < to && !isSpace(text.charAt(end)) && text.charAt(end) != '\n') {
                        end++;
                    }
                    chunk(at, end);
                    at = end;
                }
            }
        }

        /** White space, and control characters, which nobody means to say. */
        private boolean isSpace(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
        }

        /** One run of characters without white space. */
        private void chunk(int from, int to) {
            int start = from;
            while (start < to && LEADING.indexOf(text.charAt(start)) >= 0) {
                add(Token.Kind.MARK, start, start + 1);
                start++;
            }
            int end = to;
            while (end > start && TRAILING.indexOf(text.charAt(end - 1)) >= 0 && !keepsDot(start, end)) {
                end--;
            }
            pieces(start, end);
            for (int at = end; at < to; at++) {
                boolean owner = text.charAt(at) == '\'' || text.charAt(at) == '\u2019';
                add(owner ? Token.Kind.POSSESSIVE : Token.Kind.MARK, at, at + 1);
            }
        }

        /** The dot of "Ltd." and of "S.A." belongs to the word; the one that ends a sentence does not. */
        private boolean keepsDot(int start, int end) {
            if (text.charAt(end - 1) != '.' || end - 1 == start) {
                return false;
            }
            String word = text.substring(start, end - 1).toLowerCase(java.util.Locale.ROOT);
            boolean last = text.substring(end).isBlank();
            return (abbreviations.contains(word) && !last)
                    || (word.length() >= 3
                            && word.charAt(word.length() - 2) == '.'
                            && Character.isLetter(word.charAt(0)));
        }

        private void pieces(int from, int to) {
            int scheme = text.substring(from, to).indexOf("://");
            if (scheme >= 0) {
                int key = text.substring(from, from + scheme).lastIndexOf('=');
                if (key > 0) {
                    pieces(from, from + key + 1);
                }
                word(key > 0 ? from + key + 1 : from, to);
                return;
            }
            int start = from;
            int at = from;
            while (at < to) {
                int cut = separator(start, at, to);
                if (cut > 0) {
                    word(start, at);
                    add(
                            SYMBOLS.indexOf(text.charAt(at)) >= 0 || cut == 2 ? Token.Kind.SYMBOL : Token.Kind.MARK,
                            at,
                            at + cut);
                    at += cut;
                    start = at;
                } else {
                    at++;
                }
            }
            word(start, to);
        }

        /** How many characters at this place separate words; 0 for a character that belongs to its word. */
        private int separator(int start, int at, int to) {
            char c = text.charAt(at);
            char next = at + 1 < to ? text.charAt(at + 1) : ' ';
            char previous = at > start ? text.charAt(at - 1) : ' ';
            if ((c == '-' || c == '=') && next == '>') {
                return 2;
            }
            if (c == '+' && at == start && Character.isDigit(next)) {
                return 0;
            }
            if (c == ',' || c == ':') {
                return Character.isDigit(previous) && Character.isDigit(next) ? 0 : 1;
            }
            if (c == '&' && Character.isLetter(previous) && Character.isLetter(next)) {
                return 0;
            }
            return SYMBOLS.indexOf(c) >= 0 || DASHES.indexOf(c) >= 0 || ";()[]{}!?\u2026".indexOf(c) >= 0 ? 1 : 0;
        }

        private void word(int from, int to) {
            if (from >= to) {
                return;
            }
            boolean owner = to - from > 2
                    && (text.charAt(to - 1) == 's' || text.charAt(to - 1) == 'S')
                    && (text.charAt(to - 2) == '\'' || text.charAt(to - 2) == '\u2019');
            int end = owner ? to - 2 : to;
            add(kind(from, end), from, end);
            if (owner) {
                add(Token.Kind.POSSESSIVE, end, to);
            }
        }

        private Token.Kind kind(int from, int to) {
            boolean letters = false;
            boolean digits = false;
            boolean other = false;
            for (int at = from; at < to; at++) {
                char c = text.charAt(at);
                if (Character.isDigit(c)) {
                    digits = true;
                } else if (Character.isLetter(c)
                        || Character.isSurrogate(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK) {
                    letters = true;
                } else if ("_@/\\:".indexOf(c) >= 0) {
                    other = true;
                } else if ("-.,'\u2019&".indexOf(c) < 0) {
                    other = true;
                }
            }
            if (digits && !letters && !other) {
                return Token.Kind.NUMBER;
            }
            return letters && !digits && !other
                    ? Token.Kind.WORD
                    : letters || digits ? Token.Kind.MIXED : Token.Kind.MARK;
        }

        private void add(Token.Kind kind, int from, int to) {
            boolean spaced = from == 0 || isSpace(text.charAt(from - 1)) || text.charAt(from - 1) == '\n';
            Token token = Token.of(out.size(), text.substring(from, to), kind, from, to, spaced);
            String whole = kind == Token.Kind.WORD ? shortForms.get(token.lower()) : null;
            out.add(whole == null ? token : token.readAs(whole));
        }
    }
}
