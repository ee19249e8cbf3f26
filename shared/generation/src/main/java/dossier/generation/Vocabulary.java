package dossier.generation;

import dossier.generation.slots.Recogniser;
import dossier.generation.text.English;
import dossier.generation.text.Token;
import dossier.generation.text.Tokens;
import dossier.generation.text.WordTree;
import dossier.registry.Attribute;
import dossier.registry.CodeList;
import dossier.registry.Formats;
import dossier.registry.Kind;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.Shape;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that generation knows of a registry and of English, made once and shared between requests. Immutable. */
final class Vocabulary {
    final Registry registry;
    final Phrases phrases;
    final Understanding understanding;
    final English english;
    final Tokens tokeniser;
    final Map<String, Frame> frames;
    final Ranking ranking;
    final Recogniser recogniser;
    /** Codes of things that are people. */
    final Set<String> personCodes;

    /** Verbs that speak of a kind, for a thing of it to say what is meant. */
    private static final int RARE = 5;

    private final Set<String> rare = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();
    private final Set<String> heads = new HashSet<>();
    private final Set<String> orders = new HashSet<>();
    private final WordTree<String> keys = new WordTree<>(Token::stem);

    Vocabulary(Registry registry, Phrases phrases, Understanding understanding) {
        this.understanding = understanding;
        this.registry = registry;
        this.phrases = phrases;
        this.english = English.load();
        this.tokeniser = new Tokens(english.abbreviations(), english.shortForms());
        this.frames = new Frames(registry, phrases).all();
        this.ranking = new Ranking(frames.values(), phrases, english::isLittle, understanding);
        frames.values().forEach(frame -> heads.addAll(frame.heads()));
        phrases.heads()
                .values()
                .forEach(all -> all.forEach(
                        head -> orders.add(head.toLowerCase(Locale.ROOT).split(" ", 2)[0])));
        phrases.templates().forEach(template -> orders.addAll(template.heads()));
        frames.values()
                .forEach(frame -> frame.slots()
                        .forEach(slot -> slot.cues().stream()
                                .filter(cue -> cue.size() > 1 && !english.isLittle(cue.get(1)))
                                .forEach(cue -> keys.put(cue, slot.path()))));
        learnWords();
        registry.kinds().stream()
                .map(Kind::name)
                .filter(kind -> !isNamed(kind)
                        && frames.values().stream()
                                        .filter(frame -> frame.needs(Set.of(kind)))
                                        .count()
                                <= RARE)
                .forEach(rare::add);
        this.personCodes = personCodes();
        this.recogniser = new Recogniser(
                english, tokeniser, usedLists(), usedFormats(), Formats::check, this::isOrdinary, this::isImperative);
    }

    private void learnWords() {
        registry.codeLists()
                .forEach(list -> list.codes().forEach(code -> {
                    words.addAll(Frames.stems(code.code().replace('_', ' ')));
                    words.addAll(Frames.stems(code.label()));
                    code.synonyms().forEach(synonym -> words.addAll(Frames.stems(synonym)));
                }));
        frames.values()
                .forEach(frame -> frame.slots().forEach(slot -> slot.cues().forEach(words::addAll)));
        registry.kinds().forEach(kind -> {
            words.addAll(Frames.stems(kind.label()));
            words.addAll(Frames.stems(kind.plural()));
            kinds.add(Frames.stems(kind.label()).getLast());
        });
    }

    /** Codes that go with a personal name, for what a form introduces. */
    private Set<String> personCodes() {
        Set<String> out = new HashSet<>();
        for (Frame frame : frames.values()) {
            Set<String> codes = frame.codes(registry);
            frame.naming().stream()
                    .filter(slot -> slot.privacy().hidden())
                    .forEach(slot ->
                            slot.appliesTo().stream().filter(codes::contains).forEach(out::add));
        }
        return Set.copyOf(out);
    }

    /** Whether a word is one of the field's vocabulary. */
    boolean isOrdinary(Token token) {
        return words.contains(token.stem()) || ranking.knows(token.stem()) || english.is("filler", token.lower());
    }

    /** Whether a word can begin an order: a head verb as the registry has it, or the name of a verb. */
    boolean isImperative(Token token) {
        return isVerb(token)
                || (token.isWord()
                        && !english.is("stating", token.lower())
                        && (orders.contains(token.lower()) || english.is("order", token.lower())));
    }

    boolean isHead(Token token) {
        return isVerb(token) || (token.isWord() && heads.contains(token.stem()));
    }

    /** Whether a token is the name of a verb, and no everyday word. */
    boolean isVerb(Token token) {
        return frames.containsKey(token.lower()) && !token.lower().chars().allMatch(Character::isLetter);
    }

    /** Whether a word is what a kind of thing is called. */
    boolean isKind(Token token) {
        return token.isWord() && kinds.contains(token.stem());
    }

    /** Whether several words from here announce a value, as "issue date" does, so that the first orders nothing. */
    boolean announces(List<Token> tokens, int at) {
        return keys.longest(tokens, at).isPresent();
    }

    /** The template whose word orders a clause. */
    Optional<Phrases.Template> template(Clause clause) {
        if (!understanding.has(Part.IMPLIED)) {
            return Optional.empty();
        }
        for (int at = clause.from(); at < clause.to(); at++) {
            Token token = clause.tokens().get(at);
            int place = at;
            boolean named = clause.mentions().stream().anyMatch(m -> m.covers(place) && Readings.isProper(m));
            if (token.isWord() && !named && !token.lower().endsWith("ing")) {
                Optional<Phrases.Template> found = phrases.templates().stream()
                        .filter(t -> t.heads().stream()
                                .map(h -> Frames.stems(h))
                                .anyMatch(h -> h.equals(List.of(token.stem()))))
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private List<CodeList> usedLists() {
        Set<String> used = new LinkedHashSet<>();
        frames.values()
                .forEach(frame -> frame.slots().forEach(slot -> {
                    if (slot.shape() instanceof Shape.Code code) {
                        used.add(code.list());
                    }
                }));
        return used.stream().flatMap(name -> registry.codes(name).stream()).toList();
    }

    private Set<String> usedFormats() {
        Set<String> used = new LinkedHashSet<>();
        for (Attribute attribute : registry.attributes()) {
            if (attribute.shape() instanceof Shape.Formatted formatted) {
                used.add(formatted.format());
            }
        }
        frames.values()
                .forEach(frame -> frame.slots().forEach(slot -> {
                    if (slot.shape() instanceof Shape.Formatted formatted) {
                        used.add(formatted.format());
                    }
                }));
        return used;
    }

    /** Words that carry meaning of the field or none at all: neither little nor filling. */
    boolean isContent(Token token) {
        return (token.isWord() || token.kind() == Token.Kind.MIXED)
                && !english.isLittle(token.lower())
                && !english.is("filler", token.lower());
    }

    /** Whether things of a kind are made under a name of their own, so that a bare name can mean one. */
    boolean isNamed(String kind) {
        return frames.values().stream()
                .anyMatch(frame ->
                        frame.introduces().filter(i -> i.kind().equals(kind)).isPresent()
                                && frame.naming().stream()
                                        .anyMatch(slot -> slot.required()
                                                || (!slot.declared()
                                                        && !slot.appliesTo().contains(kind))));
    }

    /** Whether only few verbs cannot do without a thing of a kind, so that one of it tells what is meant. */
    boolean isRare(String kind) {
        return rare.contains(kind);
    }

    /** Whether some things of a kind are people. */
    boolean hasPeople(String kind) {
        return frames.values().stream()
                .anyMatch(frame ->
                        frame.introduces().filter(i -> i.kind().equals(kind)).isPresent()
                                && frame.naming().stream()
                                        .anyMatch(slot ->
                                                slot.appliesTo().stream().anyMatch(personCodes::contains)));
    }
}
