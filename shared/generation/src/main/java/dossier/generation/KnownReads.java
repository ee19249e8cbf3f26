package dossier.generation;

import dossier.json.Json;
import dossier.pipeline.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers questions from what is known by name: the things a question names, and all of the kinds it asks for that bear
 * everything else it mentions. Thread-safe.
 */
public final class KnownReads implements Reads {
    private static final int LOOKED = 500;
    private static final int TOLD = 20;

    private final Known known;

    public KnownReads(Known known) {
        this.known = known;
    }

    @Override
    public Optional<Answer> answer(Question question) {
        Known.Found found = known.named(
                question.instruction().caller(), question.instruction().caseId(), List.of(), LOOKED);
        if (found.away()) {
            return Optional.empty();
        }
        List<Known.Named> fitting = found.things().stream()
                .filter(named -> fits(named, question))
                .limit(TOLD)
                .toList();
        List<Json> data = new ArrayList<>();
        fitting.forEach(named -> data.add(Json.object()
                .put("kind", named.key().kind())
                .put("id", named.key().id())
                .putTexts("names", named.names())
                .put("row", named.row())
                .build()));
        return Optional.of(new Answer(sentence(fitting), Json.array(data)));
    }

    private static boolean fits(Known.Named named, Question question) {
        Set<String> values = values(named.row());
        boolean asked = question.kinds().isEmpty()
                ? question.things().isEmpty() || question.things().contains(named.key()) || mentions(values, question)
                : question.kinds().contains(named.key().kind());
        boolean about =
                question.things().isEmpty() || question.things().contains(named.key()) || mentions(values, question);
        return asked
                && about
                && (question.codes().isEmpty() || question.codes().stream().anyMatch(values::contains))
                && (question.countries().isEmpty()
                        || question.countries().stream().anyMatch(values::contains));
    }

    private static boolean mentions(Set<String> values, Question question) {
        return question.things().stream().anyMatch(key -> values.contains(key.id()));
    }

    private static Set<String> values(Json.Object row) {
        Set<String> out = new java.util.HashSet<>();
        row.members().values().forEach(value -> {
            value.asText().ifPresent(out::add);
            value.asArray()
                    .ifPresent(items -> items.forEach(item -> item.asText().ifPresent(out::add)));
        });
        return out;
    }

    private static String sentence(List<Known.Named> found) {
        if (found.isEmpty()) {
            return "Nothing of the kind is recorded.";
        }
        List<String> names = found.stream()
                .map(named -> named.key().kind() + " "
                        + (named.names().isEmpty()
                                ? named.key().id()
                                : named.names().getFirst() + " (" + named.key().id() + ")"))
                .toList();
        return "Found " + found.size() + ": " + String.join(", ", names) + ".";
    }
}
