package dossier.ownership;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions straight from the text of a document, without a database. Pure but for the clock, which only says
 * what day a question without a date means. Safe to share between threads.
 */
public final class Answers {
    /** Documents up to 256 MiB. */
    private static final Limits LIMITS = Limits.DEFAULT.withMaxBytes(256 << 20);

    private final Packs packs;
    private final Meanings meanings;
    private final Clock clock;

    public Answers(Packs packs, Meanings meanings, Clock clock) {
        this.packs = packs;
        this.meanings = meanings;
        this.clock = clock;
    }

    /** With the packs and the meanings that ship with the program. */
    public static Answers shipped(Clock clock) {
        return new Answers(Packs.shipped(), Meanings.shipped(), clock);
    }

    /** The answer to one query about one document, or an object with {@code diagnostics}. */
    public Json.Object one(String document, Json query) {
        boolean lenient =
                query.asObject().flatMap(object -> object.bool("lenient")).orElse(false);
        return open(document, !lenient).answer(query);
    }

    /** Reads a document once, for several queries. */
    public Opened open(String document, boolean strict) {
        Parsed parsed = Parser.parse(document, LIMITS);
        if (parsed.hasErrors()) {
            return new Opened(this, parsed.diagnostics(), Optional.empty());
        }
        GraphReader.Facts facts = GraphReader.read(parsed.document(), meanings, strict);
        return facts.hasErrors()
                ? new Opened(this, facts.diagnostics(), Optional.empty())
                : new Opened(this, List.of(), Optional.of(new Determiner(facts.graph(), packs, meanings)));
    }

    /** Facts that are at hand, for several questions. */
    public Opened over(Graph graph) {
        return new Opened(this, List.of(), Optional.of(new Determiner(graph, packs, meanings)));
    }

    /** What a question asks. */
    public Understood understand(Json query) {
        Questions questions = new Questions(packs, meanings, LocalDate.now(clock));
        Optional<Asked> asked = questions.read(query);
        return new Understood(asked, questions.diagnostics());
    }

    /** What the words of facts mean here. */
    public Meanings meanings() {
        return meanings;
    }

    /**
     * @param asked empty when it cannot be understood
     * @param diagnostics why not
     */
    public record Understood(Optional<Asked> asked, List<Diagnostic> diagnostics) {
        public Understood {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** An outcome in the shape that scripts and pages rely on: the answer, or an object with {@code diagnostics}. */
    public static Json.Object json(Outcome outcome) {
        return AnswerJson.of(outcome);
    }

    /** A document, or other facts, that can be asked about. Not thread-safe. */
    public static final class Opened {
        private final Answers answers;
        private final List<Diagnostic> diagnostics;
        private final Optional<Determiner> determiner;

        private Opened(Answers answers, List<Diagnostic> diagnostics, Optional<Determiner> determiner) {
            this.answers = answers;
            this.diagnostics = diagnostics;
            this.determiner = determiner;
        }

        /** Why nothing can be asked; empty when it can. */
        public List<Diagnostic> diagnostics() {
            return diagnostics;
        }

        /** The answer, or an object with {@code diagnostics}. */
        public Json.Object answer(Json query) {
            if (determiner.isEmpty()) {
                return AnswerJson.diagnostics(diagnostics);
            }
            Understood understood = answers.understand(query);
            if (understood.asked().isEmpty()) {
                return AnswerJson.diagnostics(understood.diagnostics());
            }
            Asked asked = understood.asked().get();
            List<String> bottoms = determiner.get().bottoms();
            Optional<String> entity =
                    asked.entity().or(() -> bottoms.size() == 1 ? Optional.of(bottoms.getFirst()) : Optional.empty());
            return entity.isEmpty()
                    ? AnswerJson.diagnostics(List.of(Asked.ofWhich(bottoms)))
                    : answer(asked, entity.get());
        }

        /** The answer about an entity: as contracts have it, with {@code sensitivity} where that was asked for. */
        public Json.Object answer(Asked asked, String entity) {
            Outcome outcome = outcome(asked.about(entity));
            Json.Object json = AnswerJson.of(outcome);
            return asked.sensitivity() && outcome instanceof Outcome.Answered answered
                    ? json.toBuilder()
                            .put(
                                    "sensitivity",
                                    AnswerJson.sensitivity(
                                            determiner.orElseThrow().sensitivity(asked.about(entity), answered)))
                            .build()
                    : json;
        }

        /** The picture of everybody above an entity with what is decided about it; empty where there is no answer. */
        public Optional<String> svg(Query query) {
            return outcome(query) instanceof Outcome.Answered answered
                    ? structure(query).map(all -> Drawing.svg(all, answered))
                    : Optional.empty();
        }

        /** The outcome behind {@link #answer}, for those who draw or explain it. */
        public Outcome outcome(Query query) {
            return determiner.isEmpty()
                    ? new Outcome.Refused(diagnostics)
                    : determiner.get().determine(query);
        }

        /** Everybody above the entity asked about; empty when it is not known or nothing could be read. */
        public Optional<Structure> structure(Query query) {
            return determiner.flatMap(found -> found.structure(query));
        }

        /** Entities that are no persons and hold nothing themselves: what the facts as a whole are about. */
        public List<String> bottoms() {
            return determiner.map(Determiner::bottoms).orElse(List.of());
        }

        /** The facts that were read. */
        public Optional<Graph> graph() {
            return determiner.map(Determiner::graph);
        }
    }
}
