package dossier.edge;

import dossier.json.Json;
import dossier.pipeline.Caller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends to which queue. A queue is one producer's, and the deployment fixes that producer's tenant and roles;
 * whatever a message says of its sender counts for nothing. Immutable.
 */
public final class Producers {
    private final Map<String, Caller> byQueue;

    private Producers(Map<String, Caller> byQueue) {
        this.byQueue = Map.copyOf(byQueue);
    }

    /** @throws IllegalStateException when the variable is missing or says something else than it should */
    public static Producers of(Environment environment) {
        Json.Object all = Json.parse(environment.required(Variable.DOSSIER_PRODUCERS))
                .value()
                .flatMap(Json::asObject)
                .orElseThrow(() -> new IllegalStateException(Variable.DOSSIER_PRODUCERS + " is not a JSON object"));
        Map<String, Caller> producers = new HashMap<>();
        all.members().forEach((queue, said) -> producers.put(queue, caller(queue, said)));
        return new Producers(producers);
    }

    private static Caller caller(String queue, Json said) {
        Set<String> roles = new HashSet<>();
        said.at("roles")
                .flatMap(Json::asArray)
                .orElse(List.of())
                .forEach(role -> role.asText().ifPresent(roles::add));
        return new Caller(text(queue, said, "user"), text(queue, said, "tenant"), roles, "queue:" + queue);
    }

    private static String text(String queue, Json said, String member) {
        return said.at(member)
                .flatMap(Json::asText)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException("The producer of " + queue + " has no " + member));
    }

    /** @param queue its name, the last part of its ARN */
    public Optional<Caller> of(String queue) {
        return Optional.ofNullable(byQueue.get(queue));
    }
}
