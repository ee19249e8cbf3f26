package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Argument;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds entries of a map that takes any key and that a verb cannot do without: "timeout 30, retries 3", and where no
 * such pair is said, the text behind a colon as its description.
 */
final class Entries {
    private static final int MOST = 20;

    private final Vocabulary vocabulary;
    private final Frame frame;
    private final Clause clause;
    private final List<Filling.Chosen> chosen;

    Entries(Vocabulary vocabulary, Frame frame, Clause clause, List<Filling.Chosen> chosen) {
        this.vocabulary = vocabulary;
        this.frame = frame;
        this.clause = clause;
        this.chosen = chosen;
    }

    List<Filling.Chosen> find() {
        return frame.verb().arguments().stream()
                .filter(argument -> argument.required()
                        && argument.shape() instanceof Shape.MapOf map
                        && map.fields().isEmpty()
                        && !map.attributes())
                .findFirst()
                .map(this::entries)
                .orElse(List.of());
    }

    private List<Filling.Chosen> entries(Argument argument) {
        int start = clause.from();
        boolean opened = false;
        for (int at = clause.from(); at < clause.to() && !opened; at++) {
            Token token = clause.tokens().get(at);
            opened = token.is(":") || (Frames.stems(argument.key()).contains(token.stem()) && !isChosen(at));
            start = at + 1;
        }
        if (!opened || start >= clause.to()) {
            return List.of();
        }
        List<Filling.Chosen> pairs = pairs(argument, start);
        return pairs.isEmpty() ? description(argument, start) : pairs;
    }

    private List<Filling.Chosen> pairs(Argument argument, int start) {
        List<Filling.Chosen> out = new ArrayList<>();
        int at = start;
        while (at + 1 < clause.to() && out.size() < MOST) {
            Token key = clause.tokens().get(at);
            if (!key.isWord() || vocabulary.english.isLittle(key.lower())) {
                at++;
                continue;
            }
            int value = at + 1;
            while (value < clause.to()
                    && Set.of("=", ":", "is", "to", "of")
                            .contains(clause.tokens().get(value).lower())) {
                value++;
            }
            if (value >= clause.to() || !isValue(clause.tokens().get(value))) {
                return List.of();
            }
            out.add(entry(argument, key.lower().replaceAll("[^\\p{L}\\p{N}-]", "-"), value, value + 1));
            at = value + 1;
        }
        return out;
    }

    private static boolean isValue(Token token) {
        return token.kind() == Token.Kind.NUMBER
                || token.kind() == Token.Kind.MIXED
                || token.kind() == Token.Kind.QUOTED
                || (token.isWord() && token.lower().indexOf('-') > 0);
    }

    private List<Filling.Chosen> description(Argument argument, int start) {
        boolean said = clause.tokens().get(start - 1).is(":") && clause.to() - start > 2;
        return said ? List.of(entry(argument, "description", start, clause.to())) : List.of();
    }

    private Filling.Chosen entry(Argument argument, String key, int from, int to) {
        Token token = clause.tokens().get(from);
        boolean number = to == from + 1
                && token.kind() == Token.Kind.NUMBER
                && token.text().chars().allMatch(c -> Character.isDigit(c) || c == '.');
        Slot slot = new Slot(
                argument.key(),
                argument.key() + "." + key.toLowerCase(Locale.ROOT),
                number ? new Shape.Dec(Optional.empty(), Optional.empty()) : new Shape.Text(),
                false,
                false,
                key,
                List.of(),
                Set.of(),
                argument.privacy(),
                false,
                true);
        Mention mention = number
                ? new Mention(new Mention.Amount(new BigDecimal(token.text())), from, to)
                : new Mention(
                        new Mention.Quoted(token.kind() == Token.Kind.QUOTED && to == from + 1 ? token.text() : ""),
                        from,
                        to);
        return new Filling.Chosen(slot, mention, 0.5);
    }

    private boolean isChosen(int at) {
        return chosen.stream().anyMatch(c -> c.mention().covers(at));
    }
}
