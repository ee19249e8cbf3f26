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

    /** A document that was read. Not thread-safe. */
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
            Questions questions = new Questions(answers.packs, answers.meanings, LocalDate.now(answers.clock));
            Optional<Query> asked = questions.read(query, determiner.get().bottoms());
            return asked.isEmpty()
                    ? AnswerJson.diagnostics(questions.diagnostics())
                    : AnswerJson.of(determiner.get().determine(asked.get()));
        }

        /** The outcome behind {@link #answer}, for those who draw or explain it. */
        public Outcome outcome(Query query) {
            return determiner.isEmpty()
                    ? new Outcome.Refused(diagnostics)
                    : determiner.get().determine(query);
        }

        /** The facts that were read. */
        public Optional<Graph> graph() {
            return determiner.map(Determiner::graph);
        }
    }
}
