package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells from where a value stands, and from what stands there in the registry's phrases, which slot it is for. Immutable. */
final class Places {
    private final Vocabulary vocabulary;

    Places(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Whether the words before a value are those that stand before this slot in the registry's phrases. */
    double position(Frame frame, Slot slot, Mention mention, Clause clause) {
        boolean word = slot.shape() instanceof Shape.Text && mention.meaning() instanceof Mention.Identifier;
        if (!(slot.shape() instanceof Shape.Ref || slot.shape() instanceof Shape.Date || word)) {
            return 0;
        }
        List<String> keys = contexts(clause, mention);
        for (String key : keys) {
            int mine = 0;
            int all = 0;
            for (Slot other : frame.slots()) {
                if (other.shape().getClass() == slot.shape().getClass()) {
                    int count =
                            frame.before().getOrDefault(other.path(), Map.of()).getOrDefault(key, 0);
                    all += count;
                    mine += other.path().equals(slot.path()) ? count : 0;
                }
            }
            if (all > 0) {
                boolean little = slot.shape() instanceof Shape.Date
                        && key.equals(keys.getLast())
                        && keys.size() > 1
                        && followsLittleWord(clause, mention);
                double telling = little ? 0.5 : 1;
                return telling * (0.7 * mine / all - 0.2);
            }
        }
        return 0;
    }

    /** Whether the word right before a value is a little one, such as "on". */
    boolean followsLittleWord(Clause clause, Mention mention) {
        return mention.from() > clause.from()
                && vocabulary.english.isLittle(
                        clause.tokens().get(mention.from() - 1).lower());
    }

    /** Of several things of one kind, the first said stands in the first slot for them. */
    static double turn(Frame frame, Slot slot, Mention mention, Clause clause) {
        if (!(slot.shape() instanceof Shape.Ref ref) || !slot.required()) {
            return 0;
        }
        List<Slot> like = frame.slots().stream()
                .filter(s -> s.required()
                        && s.shape() instanceof Shape.Ref other
                        && other.kind().equals(ref.kind()))
                .toList();
        List<Integer> places = clause.mentions().stream()
                .filter(m -> m.meaning() instanceof Mention.Known known
                        ? !References.ofKind(known, ref.kind()).isEmpty()
                        : m.meaning() instanceof Mention.Name)
                .map(Mention::from)
                .distinct()
                .toList();
        return like.size() > 1 && places.size() > 1 && places.indexOf(mention.from()) == like.indexOf(slot) ? 0.06 : 0;
    }

    /** The two words before, then the one; {@code ^} at the beginning of the clause. */
    private List<String> contexts(Clause clause, Mention mention) {
        List<String> left = new ArrayList<>();
        for (int at = mention.from() - 1; at >= clause.from() && left.size() < 2; at--) {
            Token token = clause.tokens().get(at);
            if (vocabulary.english.is("article", token.lower())
                    || vocabulary.english.is("honorific", token.lower().replace(".", ""))) {
                continue;
            }
            if (!token.holdsContent()) {
                break;
            }
            left.addFirst(token.stem());
        }
        return switch (left.size()) {
            case 0 -> List.of(isFirst(clause, mention) ? "^" : ",");
            case 1 -> List.of(left.getFirst());
            default -> List.of(left.getFirst() + " " + left.getLast(), left.getLast());
        };
    }

    private boolean isFirst(Clause clause, Mention mention) {
        return mention.from() >= clause.from()
                && clause.tokens().subList(clause.from(), mention.from()).stream()
                        .allMatch(t -> t.isMark() || vocabulary.english.isLittle(t.lower()));
    }

    /** How often the phrases of the verb have a value in a slot. */
    static int uses(Frame frame, Slot slot) {
        return frame.before().getOrDefault(slot.path(), Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
