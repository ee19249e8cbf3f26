package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.ThingId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads execute requests, the same for HTTP, queue and command line. Stateless.
 *
 * <p>A member it does not know is an error, not ignored: a misspelled {@code planHash} must not run unconfirmed.
 */
public final class Requests {
    /** Longest a request may run, below the gateway's own limit. */
    public static final Duration LONGEST = Duration.ofSeconds(28);

    /** Most documents of one batch. */
    public static final int MOST_DOCUMENTS = 1_000;

    private static final Set<String> MEMBERS = Set.of(
            "document",
            "documents",
            "operation",
            "caseId",
            "planHash",
            "expectedVersion",
            "dryRun",
            "options",
            "format",
            "requestId",
            "user",
            "domain",
            "idempotencyKey");
    private static final Set<String> UNIT_MEMBERS =
            Set.of("document", "caseId", "planHash", "expectedVersion", "dryRun", "options", "idempotencyKey");
    private static final Set<String> OPTIONS = Set.of("strict", "failFast", "dryRun", "timeoutMs", "priority", "wait");

    private Requests() {}

    /** A request, or why it cannot be read. */
    public sealed interface Outcome {
        record Read(Request request) implements Outcome {}

        record Unreadable(Answer.Problem problem) implements Outcome {}
    }

    /**
     * Reads a request body.
     *
     * @param key the idempotency key of the header; one in the body stands in for it
     */
    public static Outcome read(byte[] body, Caller caller, String requestId, Optional<String> key) {
        return switch (Json.parse(body)) {
            case Json.Outcome.Malformed bad ->
                unreadable("The body is not JSON: " + bad.message() + " (line " + bad.line() + ", column "
                        + bad.column() + ").");
            case Json.Outcome.Read(Json json) ->
                json.asObject()
                        .map(object -> read(object, caller, requestId, key))
                        .orElseGet(() -> unreadable("The body must be a JSON object."));
        };
    }

    /** As {@link #read(byte[], Caller, String, Optional)} of a body already parsed. */
    public static Outcome read(Json.Object body, Caller caller, String requestId, Optional<String> key) {
        try {
            return new Outcome.Read(request(body, caller, requestId, key));
        } catch (Unreadable bad) {
            return unreadable(bad.reason);
        }
    }

    private static Request request(Json.Object body, Caller caller, String requestId, Optional<String> key)
            throws Unreadable {
        Fields fields = Fields.of(body, "", MEMBERS);
        if (fields.text("user").filter(String::isBlank).isPresent()) {
            throw new Unreadable("user must not be empty.");
        }
        String wire = fields.text("operation").orElse(Operation.EXECUTE.wire());
        Operation operation = Operation.named(wire)
                .orElseThrow(() -> new Unreadable("operation must be one of " + String.join(", ", Operation.wires())
                        + "; found " + quoted(wire) + "."));
        Optional<String> idempotencyKey = key.or(() -> body.text("idempotencyKey"));
        if (idempotencyKey
                .filter(k -> k.isBlank() || k.length() > 255 || k.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw new Unreadable("The idempotency key must have 1 to 255 characters, none of them a control.");
        }
        Options options = options(fields, Options.DEFAULT);
        return new Request(
                caller,
                requestId,
                operation,
                idempotencyKey,
                Chain.sha256(body.compact()),
                operation == Operation.BATCH ? batch(fields, options) : List.of(unit(fields, idempotencyKey, options)),
                options,
                fields.text("format"));
    }

    private static List<Request.Unit> batch(Fields fields, Options options) throws Unreadable {
        List<Json> items = fields.array("documents").orElseThrow(() -> new Unreadable("documents is missing."));
        if (items.isEmpty() || items.size() > MOST_DOCUMENTS) {
            throw new Unreadable("documents must have 1 to " + MOST_DOCUMENTS + " items.");
        }
        List<Request.Unit> units = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String path = "documents[" + i + "]";
            Json.Object item = items.get(i).asObject().orElseThrow(() -> new Unreadable(path + " must be an object."));
            Fields of = Fields.of(item, path + ".", UNIT_MEMBERS);
            units.add(unit(of, of.text("idempotencyKey"), options(of, options)));
        }
        return units;
    }

    private static Request.Unit unit(Fields fields, Optional<String> key, Options options) throws Unreadable {
        Optional<Long> expected = fields.integer("expectedVersion");
        if (expected.filter(v -> v < 0).isPresent()) {
            throw new Unreadable("expectedVersion must not be negative.");
        }
        Optional<String> caseId = fields.text("caseId");
        if (caseId.filter(id -> !ThingId.is(id)).isPresent()) {
            throw new Unreadable(fields.path("caseId") + " must be " + ThingId.RULE + ".");
        }
        return new Request.Unit(
                fields.text("document").orElseThrow(() -> new Unreadable(fields.path("document") + " is missing.")),
                caseId,
                fields.text("planHash"),
                expected,
                key,
                options);
    }

    private static Options options(Fields fields, Options fallback) throws Unreadable {
        Json.Object given =
                fields.object("options").orElseGet(() -> Json.object().build());
        Fields options = Fields.of(given, fields.path("options."), OPTIONS);
        long priority = options.integer("priority").orElse((long) fallback.priority());
        if (priority < 1 || priority > 10) {
            throw new Unreadable("options.priority must be 1 to 10; found " + priority + ".");
        }
        long timeout = options.integer("timeoutMs").orElse(fallback.timeout().toMillis());
        if (timeout < 1 || timeout > LONGEST.toMillis()) {
            throw new Unreadable("options.timeoutMs must be 1 to " + LONGEST.toMillis() + "; found " + timeout + ".");
        }
        return new Options(
                options.bool("strict").orElse(fallback.strict()),
                options.bool("failFast").orElse(fallback.failFast()),
                fields.bool("dryRun").or(() -> given.bool("dryRun")).orElse(fallback.dryRun()),
                Duration.ofMillis(timeout),
                (int) priority,
                options.bool("wait").orElse(fallback.waits()));
    }

    private static Outcome unreadable(String detail) {
        return new Outcome.Unreadable(Answer.problem(Answer.Fault.UNREADABLE, detail));
    }

    private static String quoted(String text) {
        return "\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
    }

    /** The members of one object, each read with the type it must have. JSON null is as good as absent. */
    private record Fields(Json.Object object, String prefix) {
        static Fields of(Json.Object object, String prefix, Set<String> known) throws Unreadable {
            for (String member : object.members().keySet()) {
                if (!known.contains(member)) {
                    throw new Unreadable(quoted(prefix + member) + " is not a member of this request. Known: "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
                }
            }
            return new Fields(object, prefix);
        }

        private <T> Optional<T> read(String name, java.util.function.Function<Json, Optional<T>> as, String type)
                throws Unreadable {
            Optional<Json> json = object.get(name).filter(value -> !value.isNull());
            if (json.isEmpty()) {
                return Optional.empty();
            }
            Optional<T> value = as.apply(json.get());
            if (value.isEmpty()) {
                throw new Unreadable(path(name) + " must be " + type + ".");
            }
            return value;
        }

        Optional<String> text(String name) throws Unreadable {
            return read(name, Json::asText, "a string");
        }

        Optional<Long> integer(String name) throws Unreadable {
            return read(name, Json::asInteger, "a whole number");
        }

        Optional<Boolean> bool(String name) throws Unreadable {
            return read(name, Json::asBool, "true or false");
        }

        Optional<Json.Object> object(String name) throws Unreadable {
            return read(name, Json::asObject, "an object");
        }

        Optional<List<Json>> array(String name) throws Unreadable {
            return read(name, Json::asArray, "a list");
        }

        String path(String name) {
            return prefix + name;
        }
    }

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        final String reason;

        Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
