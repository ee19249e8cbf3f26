package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Printer;
import dossier.pipeline.Known;
import dossier.pipeline.ThingKey;
import dossier.registry.Checked;
import dossier.registry.Explanation;
import dossier.registry.Kind;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.Typing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The generator that needs no key and no network. For the same registry, request and case it always says the same.
 * Thread-safe; build one for each registry, since making it reads every phrase.
 */
public final class EmbeddedGenerator implements Generator {
    private static final String PROVIDER = "embedded";
    private static final String LEXICAL = "lexical";
    private static final int KNOWN = 400;
    private static final int MOST_NAMED = 50;

    private final Vocabulary vocabulary;
    private final Typing typing;
    private final Explanation explanation;
    private final Screening screening;
    private final Asking asking;
    private final Known known;
    private final Reads reads;
    private final Validation validation;
    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Prompts> told = new AtomicReference<>();

    /** Ranks verbs by their words alone. */
    public EmbeddedGenerator(
            Registry registry, Phrases phrases, Known known, Reads reads, Validation validation, LongSupplier nanos) {
        this(registry, phrases, Understanding.LEXICAL, known, reads, validation, nanos);
    }

    /**
     * @param understanding what the ranking of verbs rests on
     * @param nanos a clock that only runs forward, to measure with
     */
    public EmbeddedGenerator(
            Registry registry,
            Phrases phrases,
            Understanding understanding,
            Known known,
            Reads reads,
            Validation validation,
            LongSupplier nanos) {
        this.vocabulary = new Vocabulary(registry, phrases, understanding);
        this.typing = new Typing(registry);
        this.explanation = new Explanation(registry);
        this.screening = new Screening(vocabulary.english);
        this.asking = new Asking(vocabulary);
        this.known = known;
        this.reads = reads;
        this.validation = validation;
        this.nanos = nanos;
    }

    private Maker maker() {
        return new Maker(
                PROVIDER,
                vocabulary.understanding.semantics().get().map(Semantics::model).orElse(LEXICAL),
                Optional.empty());
    }

    @Override
    public Proposal propose(Instruction instruction) {
        long start = nanos.getAsLong();
        Conversation conversation = Conversation.of(instruction);
        Answering answering = new Answering(instruction, conversation, start);
        Optional<String> unreadable = screening.unreadable(instruction.text());
        if (unreadable.isPresent()) {
            return answering.refused(unreadable.get());
        }
        List<Token> said = vocabulary.tokeniser.split(instruction.text());
        Optional<String> forbidden = screening.forbidden(said);
        if (forbidden.isPresent()) {
            return answering.refused(forbidden.get());
        }
        Optional<Integer> attempt = screening.attempt(said);
        return attempt.isEmpty() ? answering.answer(said) : honest(answering, instruction, said, attempt.get(), start);
    }

    // ---- models

    /** What a model is told, made when the first is asked. */
    private record Prompts(ModelNames names, ModelPrompt prompt) {}

    /** What a model's answer came to. */
    sealed interface Reading {
        record Made(Proposal proposal) implements Reading {}

        record Wrong(List<ModelProblem> problems) implements Reading {}
    }

    private Prompts prompts() {
        Prompts made = told.get();
        if (made == null) {
            ModelNames names = new ModelNames(vocabulary.registry);
            made = new Prompts(names, new ModelPrompt(vocabulary, names));
            told.set(made);
        }
        return made;
    }

    ModelPrompt prompt() {
        return prompts().prompt();
    }

    /** Whether a model may see a request: it breaks no rule, asks for no data, and changes nothing that is pending. */
    boolean isForModel(Instruction instruction) {
        if (screening.unreadable(instruction.text()).isPresent()) {
            return false;
        }
        List<Token> said = vocabulary.tokeniser.split(instruction.text());
        return screening.forbidden(said).isEmpty()
                && screening.attempt(said).isEmpty()
                && !asking.asks(said)
                && !Conversation.of(instruction).isPending();
    }

    /** A request as a model is told it. */
    String request(Instruction instruction) {
        return answering(instruction).request();
    }

    /** A proposal of the forms that a model answered with. */
    Reading read(Instruction instruction, Json.Object answer, Maker maker) {
        return answering(instruction).read(answer, maker);
    }

    /** A refusal in a model's name. */
    Proposal refused(Instruction instruction, String reason, Maker maker) {
        Conversation state = Conversation.begun(instruction)
                .read(maker, Json.object().put("forms", List.of()).build());
        return new Answering(instruction, state, nanos.getAsLong()).refused(reason);
    }

    /** What is proposed without a model, with a note that tells why. */
    Proposal instead(Instruction instruction, Model.Fault fault) {
        return propose(instruction)
                .with(Diagnostic.error(
                                "LIM-MODEL",
                                "The model gave no answer (" + fault.name().toLowerCase(java.util.Locale.ROOT)
                                        + "), so the request was read without it.")
                        .as(dossier.language.Severity.NOTE));
    }

    private Answering answering(Instruction instruction) {
        return new Answering(instruction, Conversation.of(instruction), nanos.getAsLong());
    }

    /** What was asked before a request turned to leave the rules; what follows that is not read. */
    private Proposal honest(Answering whole, Instruction instruction, List<Token> said, int attempt, long start) {
        List<Token> before = said.subList(0, attempt);
        boolean orders = before.stream().anyMatch(vocabulary::isImperative)
                && before.stream().noneMatch(t -> t.is("you") || t.is("your"));
        if (!orders || whole.conversation.isPending()) {
            return whole.refused(Screening.overriding());
        }
        Instruction shorter = new Instruction(
                instruction.text().substring(0, said.get(attempt - 1).to()),
                instruction.caller(),
                instruction.caseId(),
                instruction.conversation(),
                instruction.document(),
                instruction.now(),
                instruction.requestId());
        Proposal rest =
                new Answering(shorter, whole.conversation, start).answer(vocabulary.tokeniser.split(shorter.text()));
        return rest.outcome() == Proposal.Outcome.PROPOSED ? rest : whole.refused(Screening.overriding());
    }

    /** One request on its way to an answer. */
    private final class Answering {
        private final Instruction instruction;
        private final Conversation conversation;
        private final long start;
        private final Maker maker;

        Answering(Instruction instruction, Conversation conversation, long start) {
            this.instruction = instruction;
            this.conversation = conversation;
            this.start = start;
            this.maker = conversation.answer().map(Conversation.Answer::maker).orElseGet(EmbeddedGenerator.this::maker);
        }

        Proposal answer(List<Token> said) {
            Things things = things(said);
            if (conversation.isPending()) {
                Optional<Conversation> next = edited(said, things);
                if (next.isPresent()) {
                    return propose(next.get(), things(said));
                }
            }
            List<Mention> mentions = mentions(said, things);
            if (asking.asks(said)) {
                return asked(said, mentions);
            }
            return propose(Conversation.begun(instruction), things);
        }

        /** The pending conversation with what this turn says of it. */
        private Optional<Conversation> edited(List<Token> said, Things things) {
            List<Draft> pending = work(conversation, things).drafts();
            return new Editing(vocabulary, things, pending)
                    .apply(conversation, instruction.text(), said, mentions(said, things));
        }

        private Things things(List<Token> said) {
            Set<String> words = new LinkedHashSet<>();
            List<Token> all = new ArrayList<>(said);
            conversation.first().ifPresent(text -> all.addAll(vocabulary.tokeniser.split(text)));
            all.forEach(token -> {
                if (token.kind() == Token.Kind.QUOTED
                        || (token.holdsContent() && !vocabulary.english.isLittle(token.lower()))) {
                    words.addAll(Things.words(token.text()));
                }
            });
            List<String> some =
                    words.stream().filter(w -> w.length() > 1).limit(100).toList();
            return new Things(
                    vocabulary.registry,
                    vocabulary.english,
                    vocabulary.personCodes,
                    known.named(instruction.caller(), instruction.caseId(), some, KNOWN)
                            .things());
        }

        private List<Mention> mentions(List<Token> tokens, Things things) {
            List<Mention> out = new ArrayList<>(
                    vocabulary.recogniser.mentions(tokens, instruction.now().toLocalDate()));
            List<Mention> values = List.copyOf(out);
            new References(things, vocabulary)
                    .find(tokens, 0, tokens.size()).stream()
                            .filter(found -> !References.isDate(found, values))
                            .forEach(out::add);
            out.sort(References.inOrder());
            return out;
        }

        // ---- questions about data

        private Proposal asked(List<Token> tokens, List<Mention> mentions) {
            if (!asking.isOfField(tokens, mentions)) {
                return refused(
                        "This asks for something that is not kept here. Ask about cases, the things in them, or what is to be done with them.");
            }
            Set<ThingKey> things = new LinkedHashSet<>();
            Set<String> codes = new HashSet<>();
            Set<String> countries = new HashSet<>();
            for (Mention mention : mentions) {
                switch (mention.meaning()) {
                    case Mention.Known k -> things.addAll(k.things());
                    case Mention.Coded c -> codes.add(c.code());
                    case Mention.Country c -> countries.add(c.code());
                    default -> {}
                }
            }
            Set<String> kinds = new HashSet<>();
            for (Kind kind : vocabulary.registry.kinds()) {
                List<String> label = Frames.stems(kind.label());
                tokens.stream()
                        .filter(t -> label.contains(t.stem()))
                        .findFirst()
                        .ifPresent(t -> kinds.add(kind.name()));
            }
            return reads.answer(new Reads.Question(instruction, List.copyOf(things), kinds, codes, countries))
                    .map(answer ->
                            done(Proposal.Outcome.ANSWERED, Optional.of(answer.sentence()), Optional.of(answer.data())))
                    .orElseGet(() -> refused("The data cannot be read now. Try again, or read the case directly."));
        }

        // ---- forms

        /** What reading a request gave. */
        private record Work(
                List<Token> tokens, List<Mention> mentions, Wording wording, List<Draft> drafts, List<Clause> left) {}

        private Work work(Conversation state, Things things) {
            List<Token> tokens = vocabulary.tokeniser.split(state.text());
            List<Mention> mentions = mentions(tokens, things);
            Wording wording = new Wording(state.text());
            Resolution resolution = resolution(state, tokens, things);
            if (state.permitsNewNames()) {
                resolution.permitNewNames();
            }
            if (state.answer().isPresent()) {
                List<Draft> drafts = forms(tokens, mentions, things, resolution, state)
                        .drafts(state.answer().get().forms());
                return new Work(tokens, mentions, wording, drafts, List.of());
            }
            Drafting drafting = new Drafting(vocabulary, things, tokens, resolution);
            Clauses clauses = new Clauses(vocabulary, tokens, mentions);
            List<Draft> drafts =
                    drafting.drafts(new Division(vocabulary, things, tokens, clauses).of(clauses.split(), mentions));
            return new Work(tokens, mentions, wording, drafts, drafting.left());
        }

        private ModelForms forms(
                List<Token> tokens, List<Mention> mentions, Things things, Resolution resolution, Conversation state) {
            return new ModelForms(
                    vocabulary,
                    prompts().names(),
                    things,
                    state.text(),
                    tokens,
                    mentions,
                    resolution,
                    instruction.caseId(),
                    instruction.now().toLocalDate());
        }

        // ---- what a model reads

        String request() {
            List<Token> tokens = vocabulary.tokeniser.split(instruction.text());
            Things things = things(tokens);
            List<Mention> mentions = mentions(tokens, things);
            Conversation state = Conversation.begun(instruction);
            List<ThingKey> named = mentions.stream()
                    .filter(m -> m.meaning() instanceof Mention.Known)
                    .flatMap(m -> ((Mention.Known) m.meaning()).things().stream())
                    .distinct()
                    .limit(MOST_NAMED)
                    .toList();
            return ModelPrompt.request(
                    instruction,
                    tokens,
                    forms(tokens, mentions, things, resolution(state, tokens, things), state)
                            .likely(),
                    named);
        }

        Reading read(Json.Object answer, Maker by) {
            List<Token> tokens = vocabulary.tokeniser.split(instruction.text());
            Things things = things(tokens);
            Conversation state = Conversation.begun(instruction).read(by, answer);
            ModelForms forms =
                    forms(tokens, mentions(tokens, things), things, resolution(state, tokens, things), state);
            List<Draft> drafts = forms.drafts(answer);
            if (!forms.problems().isEmpty()) {
                return new Reading.Wrong(List.copyOf(forms.problems()));
            }
            if (drafts.isEmpty()) {
                return new Reading.Made(new Answering(instruction, state, start)
                        .refused("Nothing that can be done here was recognised."));
            }
            boolean open = new Questions(vocabulary, things).first(drafts).isPresent();
            List<ModelProblem> wrong = open
                    ? List.of()
                    : typing
                            .check(
                                    Document.of(
                                            drafts.stream().map(Wording::form).toList()),
                                    true)
                            .diagnostics()
                            .stream()
                            .filter(Diagnostic::isError)
                            .map(d -> new ModelProblem(ModelProblem.INVALID, d.code(), d.message()))
                            .toList();
            return wrong.isEmpty()
                    ? new Reading.Made(new Answering(instruction, state, start).propose(state, things(tokens)))
                    : new Reading.Wrong(wrong);
        }

        private Resolution resolution(Conversation state, List<Token> tokens, Things things) {
            return new Resolution(
                    vocabulary,
                    things,
                    tokens,
                    new Wording(state.text()),
                    new Ids(vocabulary, things, state.requestId()),
                    instruction.caseId());
        }

        private Proposal propose(Conversation state, Things things) {
            Work work = work(state, things);
            if (work.drafts().isEmpty()) {
                return nothing(work.tokens(), work.mentions());
            }
            List<Draft> kept = state.adjust(work.drafts());
            if (kept.isEmpty()) {
                return refused("Nothing is left of the proposal.");
            }
            Optional<Questions.Open> open = new Questions(vocabulary, things).first(kept);
            Render render = new Render(state, work.tokens(), work.wording());
            return render.proposal(kept, open, left(work.left(), work.tokens(), work.wording()));
        }

        /** Words of the field without an order are asked about; anything else is turned away. */
        private Proposal nothing(List<Token> tokens, List<Mention> mentions) {
            boolean known = mentions.stream().anyMatch(m -> m.meaning() instanceof Mention.Known k && !k.described());
            if (asking.coverage(tokens, mentions) < (known ? 0.5 : 0.75)
                    || asking.nearest(tokens, mentions) < 0.35
                    || asking.isElsewhere(tokens, mentions)
                    || asking.unknown(tokens, mentions) > (known ? 1 : 0)) {
                return refused(
                        "Nothing that can be done here was recognised. Say it as an order, for example \"Open a case for ...\".");
            }
            List<String> choices = vocabulary.frames.values().stream()
                    .limit(3)
                    .map(frame -> frame.verb().purpose())
                    .toList();
            return finished(
                    Proposal.Outcome.CLARIFY,
                    List.of(),
                    List.of(new Proposal.Clarification("What should be done?", "verb", choices)),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Json.object().build());
        }

        private List<Diagnostic> left(List<Clause> left, List<Token> tokens, Wording wording) {
            return left.stream()
                    .filter(clause -> clause.words().stream().anyMatch(vocabulary::isContent))
                    .map(clause -> Diagnostic.error(
                                    "VOC-UNREAD", "Part of the request was not understood and is left out.")
                            .as(dossier.language.Severity.NOTE)
                            .found(wording.said(
                                    new Mention(new Mention.Quoted(""), clause.from(), clause.to()), tokens)))
                    .toList();
        }

        Proposal refused(String reason) {
            return done(Proposal.Outcome.REFUSED, Optional.of(reason), Optional.empty());
        }

        private Proposal done(Proposal.Outcome outcome, Optional<String> answer, Optional<Json> data) {
            return finished(
                    outcome,
                    List.of(),
                    List.of(),
                    List.of(),
                    answer,
                    data,
                    Json.object().build());
        }

        private Proposal finished(
                Proposal.Outcome outcome,
                List<Proposal.ProposedForm> forms,
                List<Proposal.Clarification> clarifications,
                List<Diagnostic> diagnostics,
                Optional<String> answer,
                Optional<Json> data,
                Json.Object state) {
            return new Proposal(
                    outcome,
                    conversation.id(instruction),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    forms,
                    clarifications,
                    diagnostics,
                    List.of(),
                    answer,
                    data,
                    maker.provider(),
                    maker.model(),
                    maker.promptHash(),
                    vocabulary.registry.version(),
                    elapsed(),
                    state);
        }

        private Duration elapsed() {
            return Duration.ofNanos(Math.max(0, nanos.getAsLong() - start));
        }

        /** Drafts as the answer shows them. */
        private final class Render {
            private final Conversation state;
            private final List<Token> tokens;
            private final Wording wording;

            Render(Conversation state, List<Token> tokens, Wording wording) {
                this.state = state;
                this.tokens = tokens;
                this.wording = wording;
            }

            Proposal proposal(List<Draft> drafts, Optional<Questions.Open> open, List<Diagnostic> notes) {
                Document document =
                        Document.of(drafts.stream().map(Wording::form).toList());
                List<Proposal.ProposedForm> forms = new ArrayList<>();
                for (int i = 0; i < drafts.size(); i++) {
                    forms.add(form(drafts.get(i), document, i));
                }
                if (open.isPresent()) {
                    return new Proposal(
                            Proposal.Outcome.CLARIFY,
                            conversation.id(instruction),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            forms,
                            List.of(open.get().clarification()),
                            notes,
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            maker.provider(),
                            maker.model(),
                            maker.promptHash(),
                            vocabulary.registry.version(),
                            elapsed(),
                            state.asking(open.get()).json());
                }
                return checked(document, forms, notes);
            }

            private Proposal checked(Document document, List<Proposal.ProposedForm> forms, List<Diagnostic> notes) {
                Checked checked = typing.check(document, true);
                String text = Printer.pretty(document);
                List<Diagnostic> diagnostics = new ArrayList<>(checked.diagnostics());
                Validation.Checked validated = checked.hasErrors()
                        ? new Validation.Checked(List.of(), Optional.empty(), Optional.empty())
                        : validation.check(instruction.caller(), text, instruction.caseId());
                diagnostics.addAll(validated.diagnostics());
                Optional<Diagnostic> error =
                        diagnostics.stream().filter(Diagnostic::isError).findFirst();
                diagnostics.addAll(notes);
                List<String> sentences =
                        checked.forms().stream().map(explanation::sentence).toList();
                return new Proposal(
                        error.isPresent() ? Proposal.Outcome.REFUSED : Proposal.Outcome.PROPOSED,
                        conversation.id(instruction),
                        error.isPresent() ? Optional.empty() : Optional.of(text),
                        validated.planHash(),
                        validated.baseVersion(),
                        error.isPresent() ? List.of() : forms,
                        List.of(),
                        diagnostics,
                        sentences,
                        error.map(e -> "This cannot run as it stands: " + e.message()),
                        Optional.empty(),
                        maker.provider(),
                        maker.model(),
                        maker.promptHash(),
                        vocabulary.registry.version(),
                        elapsed(),
                        state.json());
            }

            private Proposal.ProposedForm form(Draft draft, Document document, int index) {
                List<Proposal.Slot> slots = new ArrayList<>();
                Set<String> lists = new HashSet<>();
                for (Draft.Entry entry : draft.entries()) {
                    String path = entry.slot().path();
                    if (!entry.slot().list() || lists.add(path)) {
                        slots.add(new Proposal.Slot(
                                path,
                                entry.slot().list()
                                        ? "["
                                                + String.join(
                                                        " ",
                                                        draft.at(path).stream()
                                                                .map(Draft.Entry::value)
                                                                .toList())
                                                + "]"
                                        : entry.value(),
                                entry.mention()
                                        .map(m -> wording.range(m, tokens))
                                        .or(() -> entry.later().map(Draft.Later::range)),
                                entry.later().map(Draft.Later::turn).orElse(0),
                                entry.provenance()));
                    }
                }
                return new Proposal.ProposedForm(
                        draft.frame().verb().name(),
                        Printer.line(document.forms().get(index)),
                        draft.confidence(),
                        draft.alternatives(),
                        slots);
            }
        }
    }
}
