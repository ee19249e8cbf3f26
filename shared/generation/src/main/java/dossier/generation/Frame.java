package dossier.generation;

import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import dossier.registry.CodeList;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A verb as generation sees it.
 *
 * @param heads stems of the words that order it
 * @param cues finds the slots that a run of words announces
 * @param introduces the thing it makes new, where it makes one
 * @param before by path: stems that stand before a value in the registry's phrases, the nearest last, with how often
 * @param phrases how many phrases the registry has for it
 */
record Frame(
        Verb verb,
        List<Slot> slots,
        Set<String> heads,
        WordTree<Slot> cues,
        Optional<Introduces> introduces,
        Map<String, Map<String, Integer>> before,
        int phrases) {

    /**
     * @param key argument that takes the new id
     * @param kind of the thing
     */
    record Introduces(String key, String kind) {}

    Optional<Slot> slot(String path) {
        return slots.stream().filter(s -> s.path().equals(path)).findFirst();
    }

    /** Slots for the name of what it introduces. */
    List<Slot> naming() {
        return slots.stream().filter(Slot::naming).toList();
    }

    /** Whether one of the lists types a value that the verb cannot do without. */
    boolean turnsOn(Set<String> lists) {
        return slots.stream()
                .anyMatch(slot ->
                        slot.required() && slot.shape() instanceof Shape.Code code && lists.contains(code.list()));
    }

    /** Whether it cannot do without a thing of one of some kinds, none of them a kind that most verbs speak of. */
    boolean needs(Set<String> kinds) {
        return slots.stream()
                .anyMatch(
                        slot -> slot.required() && slot.shape() instanceof Shape.Ref ref && kinds.contains(ref.kind()));
    }

    /** Whether a value of one of some code lists has a place. */
    boolean takes(Set<String> lists) {
        return slots.stream()
                .anyMatch(slot ->
                        slot.declared() && slot.shape() instanceof Shape.Code code && lists.contains(code.list()));
    }

    /** Code lists whose values it cannot do without. */
    Set<String> lists() {
        return slots.stream()
                .filter(Slot::required)
                .filter(slot -> slot.shape() instanceof Shape.Code)
                .map(slot -> ((Shape.Code) slot.shape()).list())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every code that one of its own slots may hold. */
    Set<String> codes(Registry registry) {
        return slots.stream()
                .filter(Slot::declared)
                .filter(slot -> slot.shape() instanceof Shape.Code)
                .flatMap(slot -> registry.codes(((Shape.Code) slot.shape()).list()).stream())
                .flatMap(list -> list.codes().stream())
                .map(CodeList.Code::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether most of what people say for the verb names the thing in a slot. */
    boolean isSubject(Slot slot) {
        int uses = before.getOrDefault(slot.path(), Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return 2 * uses > phrases;
    }

    boolean ordersWith(Token token) {
        return heads.contains(token.stem());
    }
}
