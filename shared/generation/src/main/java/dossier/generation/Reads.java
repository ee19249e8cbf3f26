package dossier.generation;

import dossier.json.Json;
import dossier.pipeline.ThingKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers questions about data. A question never proposes a form. */
@FunctionalInterface
public interface Reads {
    Optional<Answer> answer(Question question);

    /**
     * @param things the things it names
     * @param kinds kinds of things it asks for
     * @param codes coded values it mentions, by code
     * @param countries country codes it mentions
     */
    record Question(
            Instruction instruction,
            List<ThingKey> things,
            Set<String> kinds,
            Set<String> codes,
            Set<String> countries) {}

    /** @param sentence the answer in one sentence, {@code data} what it rests on */
    record Answer(String sentence, Json data) {}
}
