package dossier.registry;

import java.util.List;

/**
 * The states a thing goes through, as data.
 *
 * @param kind the kind of thing it belongs to
 * @param column of that kind, which holds the state
 * @param initial state of a new thing
 * @param blocking whether an illegal step is an error; otherwise the track only records progress
 * @param open states in which facts may be recorded
 */
public record Track(
        String name,
        String kind,
        String column,
        String initial,
        boolean blocking,
        List<String> open,
        List<Step> steps) {

    /**
     * A legal step.
     *
     * @param from state, or {@code *} for any but {@code to}
     * @param back whether it is the way back to the state before {@code from} was entered
     */
    public record Step(String from, String to, boolean back) {}

    public boolean knows(String state) {
        return initial.equals(state)
                || steps.stream().anyMatch(s -> s.to().equals(state) || s.from().equals(state));
    }
}
