package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads an instruction as the answer to an open question, or as a change of the pending proposal. */
final class Editing {
    private static final int LONGEST_EDIT = 20;

    private final Vocabulary vocabulary;
    private final Things things;
    private final List<Draft> drafts;

    /** @param drafts of the pending proposal, before any change */
    Editing(Vocabulary vocabulary, Things things, List<Draft> drafts) {
        this.vocabulary = vocabulary;
        this.things = things;
        this.drafts = drafts;
    }

    /** The conversation with what this turn says; empty when the turn is a request of its own. */
    Optional<Conversation> apply(Conversation conversation, String text, List<Token> said, List<Mention> mentions) {
        Optional<Conversation> answered =
                conversation.open().flatMap(open -> answer(conversation, open, text, said, mentions));
        return answered.or(() -> drop(conversation, said)).or(() -> change(conversation, text, said, mentions));
    }

    // ---- answers

    private Optional<Conversation> answer(
            Conversation conversation, Conversation.Open open, String text, List<Token> said, List<Mention> mentions) {
        if (open.form() >= drafts.size()) {
            return Optional.empty();
        }
        Optional<Slot> slot = drafts.get(open.form()).frame().slot(open.path());
        Optional<Integer> choice = choice(open.choices(), open.values(), text.strip(), said);
        if (choice.isPresent()) {
            String value = open.values().isEmpty()
                    ? open.choices().get(choice.get())
                    : open.values().get(choice.get());
            if (value.isEmpty()) {
                return Optional.of(conversation.with(new Conversation.Change.Permit(open.form(), open.path())));
            }
            return Optional.of(
                    conversation.with(set(open, value, conversation, 0, text.codePointCount(0, text.length()))));
        }
        return slot.flatMap(s -> fitting(s, text, said, mentions)
                .map(value ->
                        conversation.with(set(open, value, conversation, 0, text.codePointCount(0, text.length())))));
    }

    private static Conversation.Change set(
            Conversation.Open open, String value, Conversation conversation, int from, int to) {
        return new Conversation.Change.Set(open.form(), open.path(), value, conversation.turns(), from, to);
    }

    /** The choice that an answer names: by its words, its value, or its place. */
    private Optional<Integer> choice(List<String> choices, List<String> values, String text, List<Token> said) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("[.!]+$", "");
        List<Integer> holding = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            String choice = choices.get(i).toLowerCase(Locale.ROOT);
            boolean value = i < values.size() && values.get(i).equalsIgnoreCase(lower);
            if (choice.equals(lower) || value) {
                return Optional.of(i);
            }
            if (Things.words(choice).containsAll(Things.words(lower))
                    || Things.words(lower).containsAll(Things.words(choice))) {
                holding.add(i);
            }
        }
        if (holding.size() == 1) {
            return Optional.of(holding.getFirst());
        }
        return said.size() <= 4 ? place(said).filter(i -> i < choices.size()) : Optional.empty();
    }

    private static Optional<Integer> place(List<Token> said) {
        List<String> ordinals = List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth");
        List<String> numbers = List.of("one", "two", "three", "four", "five", "six", "seven", "eight");
        for (Token token : said) {
            int ordinal = ordinals.indexOf(token.lower());
            int number = numbers.indexOf(token.lower());
            boolean digit =
                    token.text().length() == 1 && Character.isDigit(token.text().charAt(0));
            if (ordinal >= 0 || number >= 0) {
                return Optional.of(Math.max(ordinal, number));
            }
            if (digit && !token.is("0")) {
                return Optional.of(token.text().charAt(0) - '1');
            }
        }
        return Optional.empty();
    }

    /** What an answer says, where it fits the slot that was asked for. */
    private Optional<String> fitting(Slot slot, String text, List<Token> said, List<Mention> mentions) {
        Wording wording = new Wording(text);
        Fit fit = new Fit(vocabulary, things);
        if (slot.shape() instanceof Shape.Ref ref) {
            return mentions.stream()
                    .filter(m -> m.meaning() instanceof Mention.Known)
                    .map(m -> References.ofKind((Mention.Known) m.meaning(), ref.kind()))
                    .filter(keys -> keys.size() == 1)
                    .map(keys -> keys.getFirst().id())
                    .findFirst();
        }
        Optional<String> value = mentions.stream()
                .filter(m -> fit.of(slot, m, true) > 0)
                .sorted(java.util.Comparator.comparingDouble(m -> -fit.of(slot, m, true)))
                .flatMap(m -> wording.value(slot, m, said).stream())
                .findFirst();
        boolean free = slot.shape() instanceof Shape.Text && !text.isBlank();
        return value.isPresent() || !free ? value : Optional.of(text.strip());
    }

    // ---- changes

    /** "drop step two", "remove the KYC". */
    private Optional<Conversation> drop(Conversation conversation, List<Token> said) {
        List<Token> words = said.stream().filter(Token::holdsContent).toList();
        boolean undoes = !words.isEmpty()
                && words.size() <= LONGEST_EDIT
                && words.stream().limit(4).anyMatch(w -> vocabulary.english.is("undo", w.lower()))
                && words.stream().limit(4).noneMatch(w -> vocabulary.english.is("order", w.lower()));
        if (!undoes) {
            return Optional.empty();
        }
        boolean step = words.stream().anyMatch(w -> vocabulary.english.is("step", w.lower()));
        Optional<Integer> form = step ? place(words) : byWords(words);
        return form.filter(index -> index < drafts.size())
                .map(index -> conversation.with(new Conversation.Change.Drop(index)));
    }

    /** The form whose verb the words are nearest to. */
    private Optional<Integer> byWords(List<Token> words) {
        List<Token> content = words.stream()
                .filter(w -> !vocabulary.english.isLittle(w.lower()) && !vocabulary.english.is("undo", w.lower()))
                .toList();
        return vocabulary.ranking.rank(content, w -> false).stream()
                .filter(ranked -> ranked.score() > 0.05)
                .flatMap(ranked -> java.util.stream.IntStream.range(0, drafts.size())
                        .filter(i -> drafts.get(i).isOf(ranked.frame()))
                        .boxed())
                .findFirst();
    }

    /** "make it 40%", "change the due date to 5 December 2026": the last form that has such a value. */
    private Optional<Conversation> change(
            Conversation conversation, String text, List<Token> said, List<Mention> mentions) {
        List<Token> words = said.stream().filter(Token::holdsContent).toList();
        boolean changes = words.size() <= LONGEST_EDIT
                && words.stream()
                        .limit(3)
                        .anyMatch(w -> vocabulary.english.is("change", w.lower())
                                || vocabulary.english.is("correction", w.lower()));
        if (!changes) {
            return Optional.empty();
        }
        Wording wording = new Wording(text);
        Clause clause = new Clause(said, 0, said.size(), mentions, false);
        Filler filler = new Filler(vocabulary, things);
        for (int index = drafts.size() - 1; index >= 0; index--) {
            Draft draft = drafts.get(index);
            for (Filling.Chosen chosen : filler.fill(draft.frame(), clause).chosen()) {
                boolean replaces =
                        draft.has(chosen.slot().path()) && !(chosen.slot().shape() instanceof Shape.Ref);
                Optional<String> value =
                        replaces ? wording.value(chosen.slot(), chosen.mention(), said) : Optional.empty();
                if (value.isPresent()) {
                    Proposal.Range range = wording.range(chosen.mention(), said);
                    return Optional.of(conversation.with(new Conversation.Change.Set(
                            index, chosen.slot().path(), value.get(), conversation.turns(), range.from(), range.to())));
                }
            }
        }
        return Optional.empty();
    }
}
