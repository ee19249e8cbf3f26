package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.English;
import dossier.generation.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells questions about data from orders. */
final class Asking {
    private static final int TERSE = 8;
    private static final int BARE = 4;

    private final Vocabulary vocabulary;
    private final English english;

    Asking(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.english = vocabulary.english;
    }

    /** Whether a request only asks: it holds a question, and no order beside it. */
    boolean asks(List<Token> tokens) {
        boolean asked = false;
        for (List<Token> sentence : sentences(tokens)) {
            if (isQuestion(sentence)) {
                asked = true;
            } else if (orders(sentence)) {
                return false;
            }
        }
        return asked;
    }

    private static List<List<Token>> sentences(List<Token> tokens) {
        List<List<Token>> out = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            boolean ends = token.isMark() && Set.of(".", "!", "?", "\n").contains(token.text());
            if (ends || at == tokens.size() - 1) {
                if (at + 1 > start) {
                    out.add(tokens.subList(start, at + 1));
                }
                start = at + 1;
            }
        }
        return out;
    }

    private boolean isQuestion(List<Token> sentence) {
        List<Token> words = sentence.stream().filter(Token::holdsContent).toList();
        int first = 0;
        while (first < words.size() && english.is("polite", words.get(first).lower())) {
            first++;
        }
        if (first >= words.size()) {
            return false;
        }
        boolean marked = sentence.getLast().is("?");
        String lower = words.get(first).lower();
        String next = first + 1 < words.size() ? words.get(first + 1).lower() : "";
        if (english.is("question", lower) || (english.is("question", next) && english.is("preposition", lower))) {
            return true;
        }
        if (english.is("question-verb", lower)) {
            return marked;
        }
        if (english.is("polite-start", lower)) {
            return words.size() > first + 2 && shows(words, first + 2);
        }
        return shows(words, first)
                || (marked && words.size() <= BARE && words.stream().anyMatch(this::isManyOfKind))
                || (marked && words.size() <= TERSE && !vocabulary.isImperative(words.get(first)));
    }

    /** "open tasks?": the plural of what is kept. */
    private boolean isManyOfKind(Token token) {
        return token.lower().endsWith("s") && vocabulary.isKind(token);
    }

    /** "show me", "list all"; "remind me who", but not "remind me to". */
    private boolean shows(List<Token> words, int at) {
        String lower = words.get(at).lower();
        if (english.is("recall", lower)) {
            return words.stream().skip(at).anyMatch(w -> english.is("question", w.lower()));
        }
        return english.is("show", lower);
    }

    private boolean orders(List<Token> sentence) {
        return sentence.stream().anyMatch(t -> vocabulary.isImperative(t) && !english.is("show", t.lower()));
    }

    /** Whether what is asked for belongs to the field. */
    boolean isOfField(List<Token> tokens, List<Mention> mentions) {
        if (isElsewhere(tokens, mentions) || isGeneral(tokens)) {
            return false;
        }
        if (tokens.stream().anyMatch(vocabulary::isVerb)) {
            return true;
        }
        boolean known = mentions.stream().anyMatch(m -> m.meaning() instanceof Mention.Known k && !k.described());
        boolean grounded = tokens.stream().anyMatch(t -> vocabulary.isKind(t) || vocabulary.isHead(t))
                || mentions.stream()
                        .anyMatch(m -> m.meaning() instanceof Mention.Known || m.meaning() instanceof Mention.Coded);
        if (!grounded) {
            return false;
        }
        double share = coverage(tokens, mentions);
        return share >= 0.67 || (known && share >= 0.25) || (known && content(tokens, mentions) == 0);
    }

    /** What is asked of anybody rather than of what is recorded: what a word means, what to do, what will be. */
    private boolean isGeneral(List<Token> tokens) {
        List<String> words =
                tokens.stream().filter(Token::holdsContent).map(Token::lower).toList();
        for (int at = 0; at < words.size(); at++) {
            for (int to = at + 1; to <= Math.min(words.size(), at + 4); to++) {
                if (english.is("general-question", String.join(" ", words.subList(at, to)))) {
                    return true;
                }
            }
            boolean what = words.get(at).equals("what") || words.get(at).equals("what's");
            String next = at + 1 < words.size() ? words.get(at + 1) : "";
            String third = at + 2 < words.size() ? words.get(at + 2) : "";
            boolean defines = (what && next.equals("is") && (third.equals("a") || third.equals("an")))
                    || (words.get(at).equals("what's") && (next.equals("a") || next.equals("an")))
                    || (english.is("show", words.get(at))
                            && next.equals("what")
                            && (third.equals("a") || third.equals("an")));
            if (defines || (what && next.equals("will"))) {
                return true;
            }
        }
        return false;
    }

    /** Which share of the words that mean something the registry knows, names and values apart. */
    double coverage(List<Token> tokens, List<Mention> mentions) {
        long all = 0;
        long known = 0;
        for (Token token : tokens) {
            if (counts(token, mentions)) {
                all++;
                known += vocabulary.isOrdinary(token)
                                || Ranking.parts(token).stream().anyMatch(vocabulary.ranking::knows)
                        ? 1
                        : 0;
            }
        }
        return all == 0 ? 0 : (double) known / all;
    }

    /** The largest share of the words that mean something that one verb is spoken of with. */
    double nearest(List<Token> tokens, List<Mention> mentions) {
        List<Token> words = tokens.stream().filter(t -> counts(t, mentions)).toList();
        return words.isEmpty()
                ? 1
                : vocabulary.ranking.rank(words, t -> false).stream()
                        .limit(3)
                        .mapToDouble(r -> vocabulary.ranking.share(r.frame(), words))
                        .max()
                        .orElse(0);
    }

    /** Whether it speaks of other walks of life. */
    boolean isElsewhere(List<Token> tokens, List<Mention> mentions) {
        return tokens.stream()
                .anyMatch(t -> t.kind() != Token.Kind.QUOTED
                        && english.is("elsewhere", t.lower())
                        && mentions.stream().noneMatch(m -> m.covers(t.index()) && isValue(m)));
    }

    /** How many words that mean something the registry does not know. */
    long unknown(List<Token> tokens, List<Mention> mentions) {
        return tokens.stream()
                .filter(t -> counts(t, mentions)
                        && !vocabulary.isOrdinary(t)
                        && Ranking.parts(t).stream().noneMatch(vocabulary.ranking::knows))
                .count();
    }

    private long content(List<Token> tokens, List<Mention> mentions) {
        return tokens.stream().filter(t -> counts(t, mentions)).count();
    }

    private boolean counts(Token token, List<Mention> mentions) {
        return token.isWord()
                && !english.isLittle(token.lower())
                && !english.is("month", token.lower())
                && !english.is("question", token.lower())
                && !english.is("show", token.lower())
                && mentions.stream().noneMatch(m -> m.covers(token.index()) && isValue(m));
    }

    private static boolean isValue(Mention mention) {
        return switch (mention.meaning()) {
            case Mention.Coded coded -> false;
            case Mention.Pronoun pronoun -> false;
            case Mention.Known known -> !known.described();
            case Mention.Identifier identifier -> false;
            default -> true;
        };
    }
}
