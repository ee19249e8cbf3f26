package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer.Fault;
import dossier.registry.Registry;
import dossier.registry.Verb;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Takes one document from its text to its committed rows, or only to its plan. */
final class Execution {
    /** What a form looks at may tell where to look next, this often. */
    private static final int MOST_LOOKS = 6;

    private final Registry registry;
    private final String overlay;
    private final Ledger ledger;
    private final Processor processor;
    private final Outside outside;
    private final Policy policy;
    private final LongSupplier nanos;
    private final Suggestions suggestions;

    Execution(
            Registry registry,
            String overlay,
            Ledger ledger,
            Processor processor,
            Outside outside,
            Policy policy,
            LongSupplier nanos) {
        this.registry = registry;
        this.overlay = overlay;
        this.ledger = ledger;
        this.processor = processor;
        this.outside = outside;
        this.policy = policy;
        this.nanos = nanos;
        this.suggestions = new Suggestions(ledger);
    }

    /** One document on its way, with what is known of it so far. */
    private record Journey(Request request, Request.Unit unit, Prepared prepared, Report report, Answers answers) {
        /** The same, with more things to see. */
        Journey seeing(Set<ThingKey> more) {
            return with(prepared.seeing(more));
        }

        /** The same, knowing these answers of the outside world. */
        Journey knowing(Map<Inquiry, Json.Object> known) {
            return with(prepared.knowing(known));
        }

        private Journey with(Prepared prepared) {
            return new Journey(request, unit, prepared, report, answers);
        }
    }

    /**
     * Checks the document and carries it out.
     *
     * @param last whether there will be no further try when the tenant's definitions are others by now
     * @return empty where they are, and there is a further try
     */
    Optional<Answer> execute(Request request, Request.Unit unit, Report report, boolean last) {
        Journey journey = begin(request, unit, report);
        Optional<Answer> early = refuseEarly(journey);
        if (early.isPresent()) {
            return curable(journey) && !last ? Optional.empty() : early;
        }
        for (int looks = 1; ; looks++) {
            Journey now = journey;
            AtomicReference<Processor.Outcome> outcome = new AtomicReference<>();
            Ledger.Recorded recorded = ledger.execute(entry(now), snapshot -> decide(now, snapshot, outcome));
            report.cost(recorded.cost());
            if (looks < MOST_LOOKS
                    && recorded instanceof Ledger.Recorded.Refused(Ledger.Refusal.SeesMore(var things), var cost)) {
                journey = journey.seeing(things);
                continue;
            }
            if (looks < MOST_LOOKS
                    && recorded instanceof Ledger.Recorded.Refused(Ledger.Refusal.Asks(var inquiries), var cost)) {
                Map<Inquiry, Json.Object> known = new LinkedHashMap<>(journey.prepared.answers());
                Optional<Answer> silence = ask(journey, inquiries, known);
                if (silence.isPresent()) {
                    return silence;
                }
                journey = journey.knowing(known);
                continue;
            }
            if (!last && recorded instanceof Ledger.Recorded.Refused(Ledger.Refusal.Redefined(), var cost)) {
                return Optional.empty();
            }
            Optional.ofNullable(outcome.get()).ifPresent(o -> reportPlanning(now, o));
            return Optional.of(recorded(now, recorded));
        }
    }

    /** Asks the outside world, with no transaction open; the answer where it does not answer. */
    private Optional<Answer> ask(Journey journey, Set<Inquiry> inquiries, Map<Inquiry, Json.Object> known) {
        long start = nanos.getAsLong();
        for (Inquiry inquiry : inquiries) {
            switch (outside.ask(inquiry, journey.unit.options().timeout())) {
                case Outside.Outcome.Answered answered -> known.put(inquiry, answered.answer());
                case Outside.Outcome.Unavailable away -> {
                    journey.report.step("ask", false, (nanos.getAsLong() - start) / 1_000, inquiry.service());
                    return Optional.of(journey.answers.later(
                            Fault.UNAVAILABLE, away.detail() + " Nothing was written.", Duration.ofSeconds(5)));
                }
            }
        }
        journey.report.step("ask", true, (nanos.getAsLong() - start) / 1_000, count(inquiries.size(), "question"));
        return Optional.empty();
    }

    /**
     * Checks and plans against the case as it is, and writes nothing. The outside world is not asked: a plan's hash does
     * not depend on what it says, and names leave the house only when a document runs.
     */
    Optional<Answer> look(Request request, Request.Unit unit, Report report, boolean last) {
        Journey journey = begin(request, unit, report);
        Optional<Answer> early = refuseEarly(journey);
        if (early.isPresent()) {
            return curable(journey) && !last ? Optional.empty() : early;
        }
        for (int looks = 1; ; looks++) {
            Ledger.Looked looked = ledger.look(entry(journey));
            report.cost(looked.cost());
            if (looked instanceof Ledger.Looked.Failed failed) {
                return Optional.of(recorded(journey, failed.why()));
            }
            Snapshot snapshot = ((Ledger.Looked.Seen) looked).snapshot();
            Optional<Ledger.Refusal> refusal = beforePlanning(journey, snapshot);
            if (refusal.isPresent()) {
                return refusal.get() instanceof Ledger.Refusal.Redefined && !last
                        ? Optional.empty()
                        : Optional.of(refused(journey, refusal.get()));
            }
            Processor.Outcome outcome = processor.plan(journey.prepared, journey.request, journey.unit, snapshot);
            if (looks < MOST_LOOKS && outcome instanceof Processor.Outcome.SeesMore more) {
                journey = journey.seeing(more.things());
                continue;
            }
            reportPlanning(journey, outcome);
            return Optional.of(planned(journey, outcome));
        }
    }

    /** Whether other definitions of attributes could make the document right. */
    private boolean curable(Journey journey) {
        return !journey.prepared.parsed().hasErrors()
                && journey.report.errorCodes().stream()
                        .anyMatch(code -> code.startsWith("VOC-") || code.startsWith("TYP-"))
                && ledger.overlay(journey.request.caller())
                        .filter(now -> !now.fingerprint().equals(overlay))
                        .isPresent();
    }

    private Answer planned(Journey journey, Processor.Outcome outcome) {
        return switch (outcome) {
            case Processor.Outcome.SeesMore more -> refused(journey, new Ledger.Refusal.SeesMore(more.things()));
            case Processor.Outcome.Invalid invalid ->
                refused(journey, new Ledger.Refusal.Rejected(invalid.diagnostics()));
            case Processor.Outcome.Planned planned -> journey.answers.planned(planned);
        };
    }

    private Journey begin(Request request, Request.Unit unit, Report report) {
        Prepared prepared = processor.prepare(request, unit);
        report.diagnose(prepared.diagnostics());
        report.step(
                "parse",
                !prepared.parsed().hasErrors(),
                prepared.times().parseMicros(),
                count(prepared.parsed().document().forms().size(), "form"));
        return new Journey(request, unit, prepared, report, new Answers(registry, request, prepared, report));
    }

    private Optional<Answer> refuseEarly(Journey journey) {
        if (journey.prepared.hasErrors()) {
            if (!journey.prepared.parsed().hasErrors()) {
                reportChecking(journey, false, 0);
            }
            return Optional.of(journey.answers.problem(
                    Fault.REJECTED, "The document has " + count(errors(journey), "error") + "."));
        }
        List<Diagnostic> refused = processor.notPermitted(journey.prepared, journey.request.caller());
        if (!refused.isEmpty()) {
            journey.report.diagnose(refused);
            return Optional.of(journey.answers.problem(Fault.FORBIDDEN, "You may not run this document."));
        }
        return Optional.empty();
    }

    private Ledger.Planned decide(Journey journey, Snapshot snapshot, AtomicReference<Processor.Outcome> outcome) {
        Optional<Ledger.Refusal> refusal = beforePlanning(journey, snapshot);
        if (refusal.isPresent()) {
            return new Ledger.Planned.Refuse(refusal.get());
        }
        Processor.Outcome came = processor.plan(journey.prepared, journey.request, journey.unit, snapshot);
        outcome.set(came);
        return switch (came) {
            case Processor.Outcome.SeesMore more ->
                new Ledger.Planned.Refuse(new Ledger.Refusal.SeesMore(more.things()));
            case Processor.Outcome.Invalid invalid ->
                new Ledger.Planned.Refuse(new Ledger.Refusal.Rejected(invalid.diagnostics()));
            case Processor.Outcome.Planned planned ->
                unconfirmed(journey, snapshot, planned.plan())
                        .or(() -> Optional.of(planned.unanswered())
                                .filter(inquiries -> !inquiries.isEmpty())
                                .map(Ledger.Refusal.Asks::new))
                        .<Ledger.Planned>map(Ledger.Planned.Refuse::new)
                        .orElseGet(() -> journey.answers.commit(planned));
        };
    }

    private Optional<Ledger.Refusal> beforePlanning(Journey journey, Snapshot snapshot) {
        if (!snapshot.overlay().equals(overlay)) {
            return Optional.of(new Ledger.Refusal.Redefined());
        }
        Prepared prepared = journey.prepared;
        String caseId = prepared.caseId().orElse("");
        boolean mayBeNew = prepared.opensCase()
                || caseId.equals(Preparation.TENANT_CASE)
                || (!journey.unit.options().strict() && journey.unit.caseId().isEmpty());
        if (snapshot.head().isEmpty() && !mayBeNew) {
            return Optional.of(new Ledger.Refusal.NoCase(caseId));
        }
        long version = snapshot.head().map(Snapshot.Head::version).orElse(0L);
        return journey.unit
                .expectedVersion()
                .filter(expected -> expected != version)
                .map(expected -> new Ledger.Refusal.Changed(
                        "The case is at version " + version + ", not " + expected + ".",
                        Optional.of(version),
                        List.of("version " + expected + " -> " + version)));
    }

    /** The confirm rule; it holds on the server whatever an edge or a prompt says. */
    private Optional<Ledger.Refusal> unconfirmed(Journey journey, Snapshot snapshot, Plan plan) {
        long base = plan.version().number() - 1;
        Optional<String> given = journey.unit.planHash();
        if (given.isPresent()) {
            return given.filter(hash -> !hash.equals(plan.hash()))
                    .map(hash -> new Ledger.Refusal.Changed(
                            "This is not the plan that was confirmed: the text, the case, a thing it refers to or the"
                                    + " registry is another.",
                            Optional.of(base),
                            changes(plan)));
        }
        Optional<Verb> irreversible = Processor.irreversible(journey.prepared, plan);
        boolean proposed = policy.confirmGenerated() && snapshot.proposal().isPresent();
        if (irreversible.isEmpty() && !proposed && !policy.confirmAlways()) {
            return Optional.empty();
        }
        String why = irreversible
                .map(verb -> verb.name() + " cannot be undone")
                .orElse(proposed ? "this text was proposed by generation" : "every document here needs it");
        return Optional.of(new Ledger.Refusal.Changed(
                "A confirmation by planHash is needed, since " + why + ". Compile the document to get the hash.",
                Optional.of(base),
                List.of()));
    }

    /** What the plan is now made on, so that a person can see what differs from what was confirmed. */
    private static List<String> changes(Plan plan) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("case " + plan.version().caseId() + " is at version "
                                + (plan.version().number() - 1)),
                        plan.reads().stream()
                                .limit(50)
                                .map(thing ->
                                        thing.key().kind() + " " + thing.key().id() + " is at revision "
                                                + thing.revision() + ", said by case " + thing.caseId() + " version "
                                                + thing.version()))
                .toList();
    }

    private Ledger.Entry entry(Journey journey) {
        return new Ledger.Entry(
                journey.request.caller(),
                journey.request.requestId(),
                journey.unit.idempotencyKey().or(journey.request::idempotencyKey),
                journey.request.requestHash(),
                journey.prepared.needs(),
                journey.unit.options().waits(),
                journey.unit.options().timeout(),
                registry.version(),
                registry.content());
    }

    private Answer recorded(Journey journey, Ledger.Recorded recorded) {
        Report report = journey.report;
        return switch (recorded) {
            case Ledger.Recorded.Done done -> {
                report.step(
                        "execute",
                        true,
                        done.executeMicros(),
                        count(done.plan().writes().size(), "row"));
                report.step(
                        "record",
                        true,
                        done.commitMicros(),
                        "version " + done.plan().version().number());
                yield new Answer.Done(report.complete(done.answer()));
            }
            case Ledger.Recorded.Repeated repeated -> {
                report.step("record", true, 0, "answered before under this idempotency key");
                yield new Answer.Done(report.complete(
                        repeated.answer().toBuilder().put("replayed", true).build()));
            }
            case Ledger.Recorded.Refused refused -> refused(journey, refused.refusal());
            case Ledger.Recorded.KeyReused reused ->
                journey.answers.problem(
                        Fault.REJECTED, "This idempotency key was used for another request; use a new key.");
            case Ledger.Recorded.Conflict conflict ->
                journey.answers.raced(conflict.detail(), conflict.currentVersion());
            case Ledger.Recorded.Unavailable away ->
                journey.answers.later(Fault.UNAVAILABLE, away.detail(), away.retryAfter());
            case Ledger.Recorded.TimedOut late ->
                journey.answers.later(
                        Fault.TIMED_OUT,
                        "It took longer than "
                                + journey.unit.options().timeout().toMillis() + " ms; nothing was written.",
                        Duration.ofSeconds(1));
            case Ledger.Recorded.Broken broken ->
                journey.answers.problem(Fault.BROKEN, "Nothing was written. " + broken.detail());
        };
    }

    private Answer refused(Journey journey, Ledger.Refusal refusal) {
        return switch (refusal) {
            case Ledger.Refusal.Rejected rejected -> {
                journey.report.diagnose(
                        suggestions.add(rejected.diagnostics(), journey.prepared, journey.request.caller()));
                yield journey.answers.problem(
                        Fault.REJECTED, "The document has " + count(errors(journey), "error") + ".");
            }
            case Ledger.Refusal.SeesMore more ->
                journey.answers.raced("What this document looks at keeps changing; try again.", Optional.empty());
            case Ledger.Refusal.Redefined redefined ->
                journey.answers.raced("The tenant's attributes keep being redefined; try again.", Optional.empty());
            case Ledger.Refusal.Asks asks ->
                journey.answers.raced("What this document asks about keeps changing; try again.", Optional.empty());
            case Ledger.Refusal.Changed changed ->
                journey.answers.conflict(changed.detail(), changed.currentVersion(), changed.changes());
            case Ledger.Refusal.NoCase none -> {
                journey.report.diagnose(
                        List.of(suggestions.noCase(none.caseId(), journey.prepared, journey.request.caller())));
                yield journey.answers.problem(Fault.NOT_FOUND, "There is no case \"" + none.caseId() + "\".");
            }
            case Ledger.Refusal.Forbidden forbidden -> {
                journey.report.diagnose(forbidden.diagnostics());
                yield journey.answers.problem(Fault.FORBIDDEN, "You may not run this document.");
            }
        };
    }

    private static void reportPlanning(Journey journey, Processor.Outcome outcome) {
        switch (outcome) {
            case Processor.Outcome.SeesMore more -> reportChecking(journey, false, more.validateMicros());
            case Processor.Outcome.Invalid invalid -> reportChecking(journey, false, invalid.validateMicros());
            case Processor.Outcome.Planned planned -> {
                reportChecking(journey, true, planned.validateMicros());
                journey.report.diagnose(planned.diagnostics());
                journey.report.step(
                        "plan",
                        true,
                        planned.planMicros(),
                        count(planned.plan().writes().size(), "write"));
            }
        }
    }

    private static void reportChecking(Journey journey, boolean ok, long micros) {
        journey.report.step(
                "validate",
                ok,
                journey.prepared.times().checkMicros() + micros,
                count(journey.prepared.needs().things().size(), "thing"));
    }

    private static int errors(Journey journey) {
        return (int) journey.report.diagnostics().stream()
                .filter(Diagnostic::isError)
                .count();
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
