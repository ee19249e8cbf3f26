package dossier.generate;

import dossier.edge.Composition;
import dossier.edge.HttpAnswer;
import dossier.edge.Pipeline;
import dossier.edge.Problems;
import dossier.edge.Routes.Asked;
import dossier.generation.Generator;
import dossier.generation.Instruction;
import dossier.generation.Proposal;
import dossier.generation.Understanding;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import dossier.pipeline.Ledger;
import dossier.pipeline.Manager;
import dossier.registry.Registry;
import dossier.store.Faults;
import dossier.store.KnownNames;
import dossier.store.Reading;
import dossier.store.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Reads an instruction, has it turned into a proposal, and remembers what is proposed under its plan's hash, so that
 * exactly that can be confirmed. Thread-safe.
 */
final class Generation {
    /** How long a proposal can be confirmed or changed. */
    private static final Duration LIVES = Duration.ofDays(7);

    private final Generators generators;
    private final Ledger ledger;
    private final Reading reading;
    private final Compiling compiling;
    private final Clock clock;
    private final BooleanSupplier away;

    private Generation(
            Generators generators,
            Ledger ledger,
            Reading reading,
            Compiling compiling,
            Clock clock,
            BooleanSupplier away) {
        this.generators = generators;
        this.ledger = ledger;
        this.reading = reading;
        this.compiling = compiling;
        this.clock = clock;
        this.away = away;
    }

    static Generation of(Composition composition, Pipeline pipeline, Understanding understanding) {
        Faults faults = composition.faults();
        Registry registry = pipeline.registry();
        Compiling compiling = new Compiling(pipeline.manager());
        return new Generation(
                Generators.of(
                        composition.environment(),
                        registry,
                        new KnownNames(pipeline.pool(), registry.kinds(), faults),
                        compiling,
                        understanding),
                pipeline.ledger(),
                new Reading(pipeline.pool(), registry.kinds(), Texts.PLAIN, faults),
                compiling,
                composition.clock(),
                pipeline.pool()::away);
    }

    HttpAnswer answer(Asked asked, Caller caller) {
        return switch (Instructions.read(asked.call().body())) {
            case Instructions.Outcome.Unreadable bad ->
                Problems.render(Answer.problem(Answer.Fault.UNREADABLE, bad.detail()), asked.requestId());
            case Instructions.Outcome.Read read -> converse(asked, caller, read);
        };
    }

    private HttpAnswer converse(Asked asked, Caller caller, Instructions.Outcome.Read read) {
        Optional<Generator> generator = generators.of(read.provider());
        if (generator.isEmpty()) {
            return Problems.render(
                    Answer.problem(
                            Answer.Fault.UNREADABLE,
                            "This provider is not set up here. There is "
                                    + generators.byProvider().keySet().stream()
                                            .sorted()
                                            .collect(Collectors.joining(", "))
                                    + "."),
                    asked.requestId());
        }
        Optional<Json.Object> conversation = Optional.empty();
        if (read.conversationId().isPresent()) {
            switch (reading.conversation(caller, read.conversationId().get())) {
                case Reading.Outcome.Found found ->
                    conversation = found.body().object("conversation").or(() -> Optional.of(found.body()));
                case Reading.Outcome.Failed _ -> {
                    return away(asked);
                }
                default -> {
                    return Problems.render(
                            Answer.problem(Answer.Fault.NOT_FOUND, "There is no such conversation, or it has ended."),
                            asked.requestId());
                }
            }
        }
        Proposal proposal = generator
                .get()
                .propose(new Instruction(
                        read.instruction(),
                        caller,
                        read.caseId(),
                        conversation,
                        read.document(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        asked.requestId()));
        return remembered(asked, caller, read, proposal);
    }

    private HttpAnswer remembered(Asked asked, Caller caller, Instructions.Outcome.Read read, Proposal proposal) {
        Json.Builder body = Json.object().put("success", true).put("requestId", asked.requestId());
        proposal.toJson(diagnostic -> Manager.json(diagnostic).asObject().orElseThrow())
                .members()
                .forEach(body::put);
        boolean goesOn =
                proposal.outcome() == Proposal.Outcome.PROPOSED || proposal.outcome() == Proposal.Outcome.CLARIFY;
        // Without a database the text can still be shown; it cannot be confirmed by its hash.
        if (goesOn ? !keep(caller, read, proposal) : away.getAsBoolean()) {
            body.put("degraded", true);
        }
        return HttpAnswer.json(200, body.build());
    }

    private boolean keep(Caller caller, Instructions.Outcome.Read read, Proposal proposal) {
        String document = proposal.document().orElse("");
        Ledger.Remembered kept = ledger.remember(
                caller,
                new Ledger.Proposal(
                        proposal.conversationId(),
                        read.caseId(),
                        document.isEmpty() ? Chain.sha256("") : compiling.canonicalHash(document),
                        proposal.planHash().orElse(""),
                        proposal.baseVersion().orElse(0L),
                        proposal.registryVersion(),
                        proposal.provider(),
                        document,
                        proposal.conversation(),
                        LIVES));
        return kept instanceof Ledger.Remembered.Kept;
    }

    private static HttpAnswer away(Asked asked) {
        return Problems.render(
                new Answer.Problem(
                        Answer.Fault.UNAVAILABLE,
                        "The conversation cannot be read now.",
                        List.of(),
                        Json.object().build(),
                        Optional.of(Duration.ofSeconds(5))),
                asked.requestId());
    }
}
