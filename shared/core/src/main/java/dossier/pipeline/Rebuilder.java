package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Kind;
import dossier.registry.MalformedRegistry;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Typing;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes plans again from what versions store: the text as it was said, the metadata that the chain covers, and the
 * registry they were executed under. The processor does it, the same that executed them. Thread-safe.
 */
public final class Rebuilder {
    /** Contents of registries are large and rarely change, so the last few are kept. */
    private static final int MOST_KEPT = 4;

    private final Map<String, Vocabulary> kept = new ConcurrentHashMap<>();

    /** A version as it is stored: its text and what its hash covers besides. */
    public record Stored(String verbatim, Json.Object metadata) {}

    /** A version on its way to the plan it came from. */
    public sealed interface Redone {
        /** Ready to be planned on the state before it; {@link #entry} is what the ledger was asked then. */
        record Ready(Ledger.Entry entry, Instant time, Replanning replanning) implements Redone {}

        /** Its metadata lacks what a rebuilding needs, or its text does not say what it must. */
        record Unusable(String reason) implements Redone {}
    }

    /** The pure half of rebuilding one version. */
    public interface Replanning {
        /** The plan on a snapshot, its answer's seal included; or why there is none now. */
        Ledger.Planned plan(Snapshot snapshot);

        /** The same, with more things to see. */
        Redone.Ready seeing(Set<ThingKey> more);
    }

    /**
     * The registry of a version.
     *
     * @param content as it was stored under that version
     * @return nothing where the content is not that version's or cannot be read
     */
    public Optional<Vocabulary> vocabulary(String version, String content) {
        Vocabulary known = kept.get(version);
        if (known != null && known.registry.content().equals(content)) {
            return Optional.of(known);
        }
        try {
            Registry registry = RegistryLoader.load(content);
            if (!registry.version().equals(version)) {
                return Optional.empty();
            }
            Vocabulary loaded = new Vocabulary(registry);
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(version, loaded);
            return Optional.of(loaded);
        } catch (MalformedRegistry unreadable) {
            return Optional.empty();
        }
    }

    /** A registry as it was, ready to plan with. Thread-safe. */
    public static final class Vocabulary {
        private final Registry registry;
        private final Processor processor;

        private Vocabulary(Registry registry) {
            this.registry = registry;
            this.processor = new Processor(registry, new Typing(registry), () -> 0);
        }

        /** Every kind of thing it knows. */
        public Collection<Kind> kinds() {
            return registry.kinds();
        }

        /** A version's own request again. */
        public Redone redo(Stored stored) {
            Json.Object metadata = stored.metadata();
            Optional<Asked> asked = metadata.object("request").flatMap(Asked::of);
            Optional<Instant> time = metadata.text("time").flatMap(Vocabulary::instant);
            Map<String, String> texts = new LinkedHashMap<>();
            for (String name : List.of("tenant", "caseId", "actor", "source", "requestId", Plan.ANSWER_HASH)) {
                metadata.text(name).ifPresent(value -> texts.put(name, value));
            }
            if (asked.isEmpty() || time.isEmpty() || texts.size() < 6) {
                return new Redone.Unusable("its metadata lacks what a rebuilding needs");
            }
            return redo(stored.verbatim(), asked.get(), time.get(), texts, Processor.answers(metadata));
        }

        private Redone redo(
                String verbatim,
                Asked asked,
                Instant time,
                Map<String, String> texts,
                Map<Inquiry, Json.Object> answers) {
            String caseId = texts.getOrDefault("caseId", "");
            Caller caller = new Caller(
                    texts.getOrDefault("actor", ""),
                    texts.getOrDefault("tenant", ""),
                    Set.of(),
                    texts.getOrDefault("source", ""));
            Options options = new Options(
                    asked.strict(),
                    Options.DEFAULT.failFast(),
                    false,
                    Options.DEFAULT.timeout(),
                    Options.DEFAULT.priority(),
                    false);
            Request.Unit unit = new Request.Unit(
                    verbatim,
                    asked.general() ? Optional.empty() : Optional.of(caseId),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    options);
            Request request = new Request(
                    caller,
                    texts.getOrDefault("requestId", ""),
                    asked.operation(),
                    asked.key(),
                    asked.hash(),
                    List.of(unit),
                    options,
                    Optional.empty());
            Prepared prepared = processor.prepare(request, unit);
            if (prepared.hasErrors()) {
                return new Redone.Unusable("its text is not a document that this registry accepts");
            }
            if (!prepared.caseId().equals(Optional.of(caseId))) {
                return new Redone.Unusable("its text speaks of another case");
            }
            return ready(request, unit, prepared.knowing(answers), time, texts.getOrDefault(Plan.ANSWER_HASH, ""));
        }

        private Redone.Ready ready(
                Request request, Request.Unit unit, Prepared prepared, Instant time, String answerHash) {
            Ledger.Entry entry = new Ledger.Entry(
                    request.caller(),
                    request.requestId(),
                    request.idempotencyKey(),
                    request.requestHash(),
                    prepared.needs(),
                    false,
                    unit.options().timeout(),
                    registry.version(),
                    registry.content());
            return new Redone.Ready(entry, time, new Replanning() {
                @Override
                public Ledger.Planned plan(Snapshot snapshot) {
                    return switch (processor.plan(prepared, request, unit, snapshot.at(time))) {
                        case Processor.Outcome.SeesMore more ->
                            new Ledger.Planned.Refuse(new Ledger.Refusal.SeesMore(more.things()));
                        case Processor.Outcome.Invalid invalid ->
                            new Ledger.Planned.Refuse(new Ledger.Refusal.Rejected(invalid.diagnostics()));
                        case Processor.Outcome.Planned planned
                        when !planned.unanswered().isEmpty() ->
                            new Ledger.Planned.Refuse(new Ledger.Refusal.Asks(planned.unanswered()));
                        case Processor.Outcome.Planned planned ->
                            new Ledger.Planned.Commit(
                                    planned.plan().sealed(answerHash),
                                    Json.object().build());
                    };
                }

                @Override
                public Redone.Ready seeing(Set<ThingKey> more) {
                    return ready(request, unit, prepared.seeing(more), time, answerHash);
                }
            });
        }

        private static Optional<Instant> instant(String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException noTime) {
                return Optional.empty();
            }
        }
    }
}
