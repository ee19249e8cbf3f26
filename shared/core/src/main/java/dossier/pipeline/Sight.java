package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Registry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the values of a form may be looked up in: the registry, and the things as they are by now. */
interface Sight {
    Registry registry();

    /** The columns of a thing; empty when there is none. */
    Optional<Json.Object> row(ThingKey key);

    /** Ids of the things of a kind that the document's case has spoken of. */
    List<String> ofCase(String kind);

    /** The day on which the document runs; empty before anything was read. */
    default Optional<LocalDate> today() {
        return Optional.empty();
    }

    /** What the outside world has answered; empty while it was not asked. */
    default Optional<Json.Object> answer(Inquiry inquiry) {
        return Optional.empty();
    }

    /** Ids that the conditions of a form have found. */
    default List<String> found(int form) {
        return List.of();
    }

    /** What the facts of ownership say of an entity; nothing before they were read. */
    default Optional<Determinations.Answer> determined(Determinations.Question question) {
        return Optional.empty();
    }

    /** Before anything was read: only the registry can be looked into. */
    static Sight before(Registry registry) {
        return new Sight() {
            @Override
            public Registry registry() {
                return registry;
            }

            @Override
            public Optional<Json.Object> row(ThingKey key) {
                return Optional.empty();
            }

            @Override
            public List<String> ofCase(String kind) {
                return List.of();
            }
        };
    }
}
