package dossier.generation.slots;

import dossier.generation.text.English;
import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Proper names: runs of words with capitals, closed by the legal form where there is one. Thread-safe.
 */
final class Names {
    private static final int LONGEST = 12;

    private final English english;
    private final Predicate<Token> ordinary;
    private final Predicate<Token> imperative;
    private final WordTree<String> forms = new WordTree<>(token -> bare(token.lower()));
    private final Set<String> weakForms;

    /**
     * @param ordinary whether a word is one of the field's vocabulary
     * @param imperative whether a word can begin an order
     */
    Names(English english, Predicate<Token> ordinary, Predicate<Token> imperative) {
        this.english = english;
        this.ordinary = ordinary;
        this.imperative = imperative;
        english.legalForms()
                .forEach((sort, phrases) -> phrases.forEach(words -> forms.put(
                        words.stream()
                                .map(w -> bare(w.toLowerCase(Locale.ROOT)))
                                .toList(),
                        sort)));
        this.weakForms = english.list("weak-form");
    }

    private static String bare(String lower) {
        return lower.replace(".", "");
    }

    /** @param taken tokens that are part of a value already, and of no name */
    List<Mention> find(List<Token> all, BitSet taken) {
        List<Token> tokens = all.stream()
                .map(token -> taken.get(token.index()) ? token.masked() : token)
                .toList();
        List<Mention> found = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Optional<Mention> name = at(tokens, at);
            if (name.isPresent()) {
                found.add(name.get());
                at = name.get().to();
            } else {
                at++;
            }
        }
        lowerCaseNames(tokens, found);
        return found;
    }

    /** Whether a whole text can be a name: few words, each with a capital or linking two that have one. */
    boolean reads(List<Token> tokens) {
        return tokens.size() <= 10
                && tokens.stream()
                        .allMatch(t -> t.isCapital()
                                || t.is(",")
                                || english.is("name-link", t.lower())
                                || t.kind() == Token.Kind.NUMBER
                                || isClearForm(t)
                                || form(tokens, t.index()).isPresent());
    }

    /** How a whole text reads as a name, for what stands in quotation marks. */
    Mention.Name whole(List<Token> tokens, String text) {
        return name(tokens, 0, tokens.size(), text);
    }

    private Optional<Mention> at(List<Token> tokens, int start) {
        if (!begins(tokens, start)) {
            return Optional.empty();
        }
        int end = extend(tokens, start);
        while (end > start && strips(tokens, start, end)) {
            end--;
        }
        if (end == start || !isName(tokens, start, end)) {
            return Optional.empty();
        }
        return Optional.of(new Mention(name(tokens, start, end, text(tokens, start, end)), start, end));
    }

    private boolean begins(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (!isNameWord(token) || english.is("honorific", bare(token.lower()))) {
            return false;
        }
        boolean first = startsSentence(tokens, at);
        boolean little = english.is("number-word", token.lower())
                || english.isLittle(token.lower())
                || english.is("filler", token.lower());
        if (little && (first || !token.is("the"))) {
            return false;
        }
        if (token.isAllCapital() && ordinary.test(token) && token.text().length() <= 5) {
            return false;
        }
        if (first && leadsOn(tokens, at)) {
            return false;
        }
        if (imperative.test(token) && (first || !nextIsNameWord(tokens, at))) {
            return false;
        }
        return !(first && ordinary.test(token) && !closesSoon(tokens, at));
    }

    /** "Nominate Ms Prentice", "Whereas the register": a word that takes an object, or joins, is nobody's name. */
    private boolean leadsOn(List<Token> tokens, int at) {
        boolean order = english.is("foreign-order", tokens.get(at).lower());
        if (at + 1 >= tokens.size() || (english.isFirstName(tokens.get(at).lower()) && !order)) {
            return false;
        }
        String next = tokens.get(at + 1).lower();
        return english.is("honorific", bare(next)) || english.is("determiner", next);
    }

    private boolean nextIsNameWord(List<Token> tokens, int at) {
        return at + 1 < tokens.size() && isNameWord(tokens.get(at + 1));
    }

    /** Whether a run of words with capitals from here ends in a legal form. */
    private boolean closesSoon(List<Token> tokens, int at) {
        for (int next = at + 1; next < tokens.size() && next < at + LONGEST && isNameWord(tokens.get(next)); next++) {
            if (form(tokens, next).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean startsSentence(List<Token> tokens, int at) {
        if (at == 0) {
            return true;
        }
        Token before = tokens.get(at - 1);
        return before.kind() == Token.Kind.BREAK
                || (before.kind() == Token.Kind.MARK && ".!?:;-\u2022*".contains(before.text()))
                || (before.isWord()
                        && before.text().endsWith(".")
                        && form(tokens, at - 1).isEmpty()
                        && before.text().length() > 3);
    }

    private static boolean isNameWord(Token token) {
        return (token.isWord()
                        || (token.kind() == Token.Kind.MIXED && !token.text().contains("@")))
                && token.isCapital();
    }

    private int extend(List<Token> tokens, int start) {
        int end = start + 1;
        while (end < tokens.size() && end - start < LONGEST) {
            Optional<WordTree.Match<String>> form = form(tokens, end);
            if (form.isPresent()) {
                end = form.get().to();
                if (!isWeak(tokens, form.get()) && form(tokens, end).isEmpty()) {
                    return end;
                }
                continue;
            }
            int next = step(tokens, start, end);
            if (next == end) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /** Past the next word of the name; the same place when the name ends here. */
    private int step(List<Token> tokens, int start, int end) {
        Token token = tokens.get(end);
        Token after = end + 1 < tokens.size() ? tokens.get(end + 1) : token;
        if (isNameWord(token) && !english.is("honorific", bare(token.lower()))) {
            return token.spaced() || tokens.get(end - 1).is("&") ? end + 1 : end;
        }
        boolean link = english.is("name-link", token.lower()) && end + 1 < tokens.size() && isNameWord(after);
        if (link && (!english.is("function", token.lower()) || closesSoon(tokens, end))) {
            return end + 2;
        }
        if (token.is("(")
                && end + 2 < tokens.size()
                && isNameWord(after)
                && tokens.get(end + 2).is(")")
                && closesAfter(tokens, end + 3)) {
            return end + 3;
        }
        boolean number = token.kind() == Token.Kind.NUMBER && end == start + 1 && closesAfter(tokens, end + 1);
        return number ? end + 1 : commaForm(tokens, end);
    }

    private boolean closesAfter(List<Token> tokens, int at) {
        return at < tokens.size()
                && (form(tokens, at).isPresent() || (isNameWord(tokens.get(at)) && closesSoon(tokens, at)));
    }

    /** "Acme, Inc." */
    private int commaForm(List<Token> tokens, int end) {
        if (!tokens.get(end).is(",") || end + 1 >= tokens.size()) {
            return end;
        }
        return form(tokens, end + 1)
                .filter(form -> Set.of("inc", "llc", "ltd", "lp", "llp")
                        .contains(bare(tokens.get(end + 1).lower())))
                .map(WordTree.Match::to)
                .orElse(end);
    }

    /** A legal form that stands at a place, written as one: with a capital, and not as an everyday word. */
    private Optional<WordTree.Match<String>> form(List<Token> tokens, int at) {
        return at < tokens.size() && (tokens.get(at).isCapital() || isClearForm(tokens.get(at)))
                ? forms.longest(tokens, at)
                : Optional.empty();
    }

    /** Lower-case legal forms that are no English word. */
    private boolean isClearForm(Token token) {
        return english.is("clear-form", bare(token.lower()));
    }

    private boolean isWeak(List<Token> tokens, WordTree.Match<String> form) {
        return form.to() - form.from() == 1
                && weakForms.contains(tokens.get(form.from()).lower());
    }

    /** Words of the field after a name do not belong to it: "Zenith KYC". */
    private boolean strips(List<Token> tokens, int start, int end) {
        Token last = tokens.get(end - 1);
        if (end - start == 1) {
            return false;
        }
        boolean fieldWord =
                ordinary.test(last) && form(tokens, end - 1).isEmpty() && (last.isAllCapital() || !last.isCapital());
        return fieldWord || english.is("name-link", last.lower());
    }

    private boolean isName(List<Token> tokens, int start, int end) {
        boolean formed = false;
        boolean proper = false;
        for (int at = start; at < end; at++) {
            Token token = tokens.get(at);
            formed |= at > start && form(tokens, at).isPresent();
            proper |= token.isWord() && token.isCapital() && !ordinary.test(token) && !english.isLittle(token.lower());
        }
        return proper || (formed && end - start > 2);
    }

    private Mention.Name name(List<Token> tokens, int start, int end, String text) {
        Optional<String> form = lastForm(tokens, start, end);
        Mention.Bearer bearer;
        if (form.isPresent()) {
            bearer = Mention.Bearer.ORGANISATION;
        } else if (start > 0
                && english.is("honorific", bare(tokens.get(start - 1).lower()))
                && !tokens.get(start - 1).is("m")) {
            bearer = Mention.Bearer.PERSON;
        } else if (hasOrganisationWord(tokens, start, end)) {
            bearer = Mention.Bearer.ORGANISATION;
        } else {
            bearer = start < end && english.isFirstName(tokens.get(start).lower()) && end - start <= 5
                    ? Mention.Bearer.PERSON
                    : Mention.Bearer.UNKNOWN;
        }
        return new Mention.Name(text, bearer, form);
    }

    /** What the last legal form says; a word such as "Fund" before "Ltd" says more than "Ltd". */
    private Optional<String> lastForm(List<Token> tokens, int start, int end) {
        Optional<String> sort = Optional.empty();
        for (int at = start + 1; at < end; at++) {
            Optional<WordTree.Match<String>> form = form(tokens, at);
            if (form.isPresent() && form.get().to() <= end) {
                boolean last =
                        form.get().to() == end || form(tokens, form.get().to()).isPresent();
                if (last && (sort.isEmpty() || !english.is("telling-sort", sort.get()))) {
                    sort = Optional.of(form.get().values().getFirst());
                }
                at = form.get().to() - 1;
            }
        }
        if (sort.isEmpty() && start < end) {
            return forms.longest(tokens, start)
                    .filter(form -> form.to() == start + 1
                            && english.is("leading-form", tokens.get(start).lower()))
                    .map(form -> form.values().getFirst());
        }
        return sort;
    }

    private boolean hasOrganisationWord(List<Token> tokens, int start, int end) {
        for (int at = start; at < end; at++) {
            if (english.is("organisation-word", tokens.get(at).lower())
                    || tokens.get(at).is("&")) {
                return true;
            }
        }
        return false;
    }

    /** "acme ltd": the words before a clear legal form, back to the first little or field word. */
    private void lowerCaseNames(List<Token> tokens, List<Mention> found) {
        for (int at = 1; at < tokens.size(); at++) {
            if (!isClearForm(tokens.get(at)) || tokens.get(at).isCapital()) {
                continue;
            }
            int place = at;
            if (found.stream().anyMatch(m -> m.covers(place))) {
                continue;
            }
            int start = at;
            boolean proper = false;
            while (start > 0 && at - start < 5 && isLowerNameWord(tokens.get(start - 1))) {
                start--;
                proper |= !ordinary.test(tokens.get(start));
            }
            if (!proper) {
                continue;
            }
            int first = start;
            int end = forms.longest(tokens, at).map(WordTree.Match::to).orElse(at + 1);
            if (start < at && found.stream().noneMatch(m -> m.from() < end && first < m.to())) {
                found.add(new Mention(name(tokens, start, end, text(tokens, start, end)), start, end));
            }
        }
    }

    private boolean isLowerNameWord(Token token) {
        return token.isWord()
                && !english.isLittle(token.lower())
                && !english.is("filler", token.lower())
                && (english.is("organisation-word", token.lower())
                        || (!ordinary.test(token) && !imperative.test(token)));
    }

    /** The words as written, without the dot that only ends the sentence. */
    private static String text(List<Token> tokens, int start, int end) {
        StringBuilder out = new StringBuilder();
        for (int at = start; at < end; at++) {
            Token token = tokens.get(at);
            out.append(at > start && token.spaced() ? " " : "").append(token.text());
        }
        return out.toString();
    }
}
