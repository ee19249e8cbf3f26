package dossier.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a form does to the state: a small closed set of mechanisms that verbs combine as data. Column values come from
 * {@link Source}s by column name.
 */
public sealed interface Effect {
    /** When a fact holds: from {@code from}, inclusive, to {@code to}, exclusive; open where empty. */
    record Validity(Optional<Source> from, Optional<Source> to) {
        public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());
    }

    /**
     * Introduces a new thing with its first statement; one that exists is an error.
     *
     * @param each key of a list argument: the effect is repeated for each item, which is then {@link Source.Item}
     * @param when what the form must say for this to happen
     */
    record Declare(
            String kind,
            Source id,
            Map<String, Source> set,
            Validity validity,
            Optional<String> each,
            Optional<Rule.When> when)
            implements Effect {}

    /**
     * Says everything anew of a thing that may exist: a new statement replaces the last one as a whole.
     *
     * @param identity columns that cannot change; said otherwise they are an inconsistency
     */
    record Restate(
            String kind,
            Source id,
            Map<String, Source> set,
            Validity validity,
            List<String> identity,
            Optional<String> each,
            Optional<Rule.When> when)
            implements Effect {}

    /** Changes some columns of an existing thing: a new statement with the rest of the last one; maps are merged. */
    record Amend(
            String kind,
            Source id,
            Map<String, Source> set,
            Validity validity,
            Optional<String> each,
            Optional<Rule.When> when)
            implements Effect {}

    /**
     * Moves a thing along a track; a step the track does not know is an error where it blocks.
     *
     * @param when moves only if this has a value
     * @param from moves only from these states; from any where empty
     */
    record Advance(String track, Source id, Source to, Optional<Source> when, Optional<String> each, List<String> from)
            implements Effect {}

    /** Leaves a message for the outside world, delivered after the commit. */
    record Emit(String topic, Map<String, Source> payload) implements Effect {}
}
