package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.TypedForm;
import dossier.registry.Typing;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a document into a plan: pure, deterministic, no I/O. The same document, registry, snapshot and request id
 * always give the same plan, so that a dry run and a replay are the same code as an execution. Thread-safe.
 */
final class Processor {
    /** The member of a version's metadata with what the outside world answered. */
    private static final String OUTSIDE = "outside";

    private final Registry registry;
    private final Preparation preparation;
    private final LongSupplier nanos;

    Processor(Registry registry, Typing typing, LongSupplier nanos) {
        this.registry = registry;
        this.preparation = new Preparation(registry, typing, nanos);
        this.nanos = nanos;
    }

    /** What the second half came to. */
    sealed interface Outcome {
        long validateMicros();

        record Invalid(List<Diagnostic> diagnostics, long validateMicros) implements Outcome {}

        /** The forms came to look for these too; nothing can be said before they are seen. */
        record SeesMore(Set<ThingKey> things, long validateMicros) implements Outcome {}

        /**
         * @param generated values made up here, by placeholder
         * @param results what the forms tell, in their order
         * @param unanswered what the outside world has to be asked before this may be carried out
         */
        record Planned(
                Plan plan,
                Map<String, String> generated,
                List<Json.Object> results,
                List<Diagnostic> diagnostics,
                Set<Inquiry> unanswered,
                long validateMicros,
                long planMicros)
                implements Outcome {}
    }

    /** Parses and checks; what the database has to be asked is in {@link Prepared#needs()}. */
    Prepared prepare(Request request, Request.Unit unit) {
        return preparation.prepare(
                unit.document(), unit.caseId(), unit.options().strict(), request.caller(), request.requestId());
    }

    /** Runs the forms over the snapshot and plans what to write. */
    Outcome plan(Prepared prepared, Request request, Request.Unit unit, Snapshot snapshot) {
        long start = nanos.getAsLong();
        Performance performance = new Performance(
                registry,
                prepared,
                request.caller(),
                request.requestId(),
                unit.options().strict(),
                snapshot);
        boolean strict = unit.options().strict();
        Map<Integer, Diagnostic> alone = secondPerson(prepared, request.caller(), snapshot);
        List<Diagnostic> found = new ArrayList<>(performance.run(strict ? Map.of() : alone));
        if (!performance.draft().unseen().isEmpty()) {
            return new Outcome.SeesMore(performance.draft().unseen(), (nanos.getAsLong() - start) / 1_000);
        }
        if (strict) {
            found.addAll(alone.values());
        }
        long validated = nanos.getAsLong();
        if (found.stream().anyMatch(Diagnostic::isError)) {
            return new Outcome.Invalid(found, (validated - start) / 1_000);
        }
        Plan plan = assemble(prepared, request, unit, snapshot, performance.draft());
        return new Outcome.Planned(
                plan,
                performance.draft().generated(),
                performance.draft().results(),
                found,
                Set.copyOf(performance.draft().unanswered()),
                (validated - start) / 1_000,
                (nanos.getAsLong() - validated) / 1_000);
    }

    /** Roles the forms need and the caller lacks. */
    List<Diagnostic> notPermitted(Prepared prepared, Caller caller) {
        List<Diagnostic> refused = new ArrayList<>();
        for (TypedForm form :
                prepared.forms().subList(prepared.implied(), prepared.forms().size())) {
            for (String role : form.roles()) {
                if (!caller.holds(role)) {
                    refused.add(Diagnostic.error("AUT-ROLE", form.verb().name() + " needs the role " + role + ".")
                            .at(
                                    prepared.parsed()
                                            .document()
                                            .position(form.form().verbSpan()),
                                    form.top())
                            .found(form.verb().name())
                            .expecting(List.of(role))
                            .hint("Ask someone who holds that role to run this document."));
                }
            }
        }
        return refused;
    }

    /** By form, what would be approved by someone who wrote it. */
    private static Map<Integer, Diagnostic> secondPerson(Prepared prepared, Caller caller, Snapshot snapshot) {
        Map<Integer, Diagnostic> found = new LinkedHashMap<>();
        for (TypedForm form : prepared.forms()) {
            for (Rule rule : form.rules()) {
                if (rule instanceof Rule.SecondPerson second) {
                    Set<String> authors = authorsSinceApproval(snapshot);
                    Set<String> acting = new TreeSet<>(Set.of(caller.user()));
                    second.alsoPath().flatMap(form::value).ifPresent(name -> acting.add(name.plain()));
                    if (acting.stream().anyMatch(authors::contains)
                            || (prepared.opensCase() && snapshot.authors().isEmpty())) {
                        found.put(
                                form.index(),
                                Diagnostic.error(second.code(), form.verb().name() + " needs a second person.")
                                        .at(
                                                prepared.parsed()
                                                        .document()
                                                        .position(form.form().verbSpan()),
                                                form.top())
                                        .hint("Whoever wrote a version since the last approval cannot approve it."));
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> authorsSinceApproval(Snapshot snapshot) {
        Set<String> authors = new TreeSet<>();
        for (Snapshot.Author author : snapshot.authors()) {
            if (author.approval()) {
                authors.clear();
            } else {
                authors.add(author.user());
            }
        }
        return authors;
    }

    private Plan assemble(Prepared prepared, Request request, Request.Unit unit, Snapshot snapshot, Draft draft) {
        String caseId = prepared.caseId().orElseThrow();
        long number = snapshot.head().map(Snapshot.Head::version).orElse(0L) + 1;
        String previous = snapshot.head().map(Snapshot.Head::hash).orElse(Chain.START);
        List<Snapshot.Thing> reads = reads(snapshot);
        String planHash = planHash(prepared, request.caller(), number - 1, reads);
        Json forms = forms(prepared, draft);
        Json.Object metadata = Json.object()
                .put("tenant", request.caller().tenant())
                .put("caseId", caseId)
                .put("version", number)
                .put("time", snapshot.now().toString())
                .put("actor", request.caller().user())
                .put("source", request.caller().source())
                .put("requestId", request.requestId())
                .put("registryVersion", registry.version())
                .put("planHash", planHash)
                .put("textHash", Chain.sha256(prepared.text()))
                .put("canonicalHash", Chain.sha256(prepared.canonical()))
                .put("formsHash", Chain.sha256(forms.compact()))
                .put("readsHash", Chain.sha256(Plan.reads(reads).compact()))
                .put("auditHash", Chain.sha256(Chain.canonical(Json.array(Plan.audit(draft.writes())))))
                .put("request", Asked.json(prepared, request, unit))
                .putIf(
                        "approval",
                        approves(prepared, draft.writes()) ? Optional.of(new Json.Bool(true)) : Optional.empty())
                .build();
        if (!draft.answered().isEmpty()) {
            metadata = metadata.toBuilder().put(OUTSIDE, outside(draft)).build();
        }
        return new Plan(
                planHash,
                new Plan.Version(
                        caseId,
                        number,
                        snapshot.head().isEmpty(),
                        prepared.text(),
                        prepared.canonical(),
                        forms,
                        metadata,
                        registry.version(),
                        snapshot.now(),
                        request.caller().user(),
                        request.caller().source(),
                        request.requestId(),
                        previous,
                        Chain.version(previous, prepared.canonical(), metadata)),
                List.copyOf(draft.writes()),
                reads,
                draft.questions());
    }

    private static Json outside(Draft draft) {
        return Json.array(
                List.copyOf(draft.answered().entrySet()),
                entry -> entry.getKey().answered(entry.getValue()));
    }

    /** What the outside world had answered when a version was made, by what it was asked. */
    static Map<Inquiry, Json.Object> answers(Json.Object metadata) {
        Map<Inquiry, Json.Object> answers = new LinkedHashMap<>();
        for (Json one : metadata.array(OUTSIDE).orElse(List.of())) {
            Json.Object kept = one.asObject().orElseGet(() -> Json.object().build());
            kept.object("answer")
                    .ifPresent(answer -> answers.put(
                            new Inquiry(
                                    kept.text("service").orElse(""),
                                    kept.object("question")
                                            .orElseGet(() -> Json.object().build())),
                            answer));
        }
        return answers;
    }

    /** Whether a form does what only a second person may. */
    private static boolean approves(Prepared prepared, List<Plan.Write> writes) {
        return effective(prepared, writes)
                .flatMap(form -> form.rules().stream())
                .anyMatch(Rule.SecondPerson.class::isInstance);
    }

    /** The forms that do more than to leave a claim. */
    private static Stream<TypedForm> effective(Prepared prepared, List<Plan.Write> writes) {
        Set<Integer> indexes = writes.stream()
                .filter(write -> !(write instanceof Plan.Write.Statement statement
                        && statement.operation().equals(Assertions.OPERATION)))
                .map(Plan.Write::form)
                .collect(Collectors.toSet());
        return prepared.forms().stream().filter(form -> indexes.contains(form.index()));
    }

    /** Every thing looked at, those of groups included, in lock order. */
    private static List<Snapshot.Thing> reads(Snapshot snapshot) {
        Map<ThingKey, Snapshot.Thing> all = new LinkedHashMap<>(snapshot.things());
        snapshot.groups()
                .values()
                .forEach(group -> group.forEach(thing -> all.merge(
                        thing.key(), thing, (one, other) -> one.revision() >= other.revision() ? one : other)));
        return all.values().stream()
                .sorted(java.util.Comparator.comparing(Snapshot.Thing::key))
                .toList();
    }

    /**
     * What a confirmation confirms: canonical text, case, base version, registry, tenant, and the statement of each
     * shared thing that was read. Not the caller, since a colleague may confirm, and not ids made up from the request.
     */
    private String planHash(Prepared prepared, Caller caller, long base, List<Snapshot.Thing> reads) {
        List<String> parts = new ArrayList<>(List.of(
                "dossier-plan-1",
                prepared.canonical(),
                prepared.caseGenerated() ? "" : prepared.caseId().orElse(""),
                Long.toString(base),
                registry.version(),
                caller.tenant()));
        for (Snapshot.Thing thing : reads) {
            parts.add(thing.key().kind() + ":" + thing.key().id() + ":" + thing.revision());
        }
        return Chain.digest(parts.toArray(String[]::new));
    }

    /** The forms as the version keeps them: typed values, references resolved, generated ids written out. */
    private static Json forms(Prepared prepared, Draft draft) {
        Map<Integer, List<Json>> touched = new LinkedHashMap<>();
        for (Plan.Write write : draft.writes()) {
            if (write instanceof Plan.Write.Statement statement) {
                touched.computeIfAbsent(statement.form(), f -> new ArrayList<>())
                        .add(Json.object()
                                .put("operation", statement.operation())
                                .put("kind", statement.kind().name())
                                .put("id", statement.id())
                                .put("revision", statement.revision())
                                .build());
            }
        }
        return Json.array(prepared.forms(), form -> {
            Json.Builder values = Json.object();
            form.values().forEach((key, value) -> values.put(key, value.json()));
            Json.Builder out = Json.object()
                    .put("index", form.index())
                    .put("verb", form.verb().name())
                    .putIf("parent", form.parent().map(parent -> Json.number(parent)))
                    .put("values", values)
                    .put("things", touched.getOrDefault(form.index(), List.of()));
            if (!form.extras().isEmpty()) {
                out.put("extras", new Json.Object(form.extras()));
            }
            if (form.index() < prepared.implied()) {
                out.put("implied", true);
            }
            return out.build();
        });
    }

    /** The first form that always needs a confirmation, if what it does is more than to be kept as a claim. */
    static Optional<Verb> irreversible(Prepared prepared, Plan plan) {
        return effective(prepared, plan.writes())
                .map(TypedForm::verb)
                .filter(Verb::irreversible)
                .findFirst();
    }
}
