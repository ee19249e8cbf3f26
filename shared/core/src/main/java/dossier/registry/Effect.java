package dossier.registry;

import java.util.ArrayList;
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
     * @param each a list or map: the effect is repeated for each item, which is then {@link Source.Item}
     * @param when what the form must say for this to happen
     */
    record Declare(
            String kind,
            Source id,
            Map<String, Source> set,
            Validity validity,
            Optional<Source> each,
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
            Optional<Source> each,
            Optional<Rule.When> when)
            implements Effect {}

    /**
     * Changes some columns of an existing thing: a new statement with the rest of the last one; maps are merged.
     *
     * @param introduces whether a thing that does not exist is introduced; otherwise nothing happens
     */
    record Amend(
            String kind,
            Source id,
            Map<String, Source> set,
            Validity validity,
            Optional<Source> each,
            Optional<Rule.When> when,
            boolean introduces)
            implements Effect {}

    /**
     * Moves a thing along a track; a step the track does not know is an error where it blocks.
     *
     * @param when moves only if this has a value
     * @param from moves only from these states; from any where empty
     */
    record Advance(String track, Source id, Source to, Optional<Source> when, Optional<Source> each, List<String> from)
            implements Effect {}

    /**
     * Changes what conditions find: some of its columns, or the day on which it ends.
     *
     * @param by key whose code names the {@link Asset}
     * @param where key with the conditions
     * @param set key with the new values by column
     * @param until the day from which what was found no longer holds
     */
    record Change(String by, String where, Optional<String> set, Optional<Source> until) implements Effect {}

    /**
     * Answers a question about things as the document leaves them; nothing is written.
     *
     * @param by key whose code names the {@link Asset}
     * @param kind what is asked for where no key says it
     * @param parts of the question: {@code where}, {@code select}, {@code join}, {@code group}, {@code order},
     *     {@code limit}, {@code ended}
     */
    record Look(Optional<String> by, Optional<String> kind, Map<String, Source> parts) implements Effect {}

    /** Leaves a message for the outside world, delivered after the commit. */
    record Emit(String topic, Map<String, Source> payload) implements Effect {}

    /** Puts what it gives among the results of the answer; nothing is written. */
    record Tell(Map<String, Source> result) implements Effect {}

    /** Every source that the effect takes a value from, with those they are made of. */
    default List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        switch (this) {
            case Declare e -> statement(sources, e.id(), e.set(), e.validity(), e.each());
            case Restate e -> statement(sources, e.id(), e.set(), e.validity(), e.each());
            case Amend e -> statement(sources, e.id(), e.set(), e.validity(), e.each());
            case Advance e -> {
                sources.add(e.id());
                sources.add(e.to());
                e.when().ifPresent(sources::add);
                e.each().ifPresent(sources::add);
            }
            case Change e -> e.until().ifPresent(sources::add);
            case Look e -> sources.addAll(e.parts().values());
            case Emit e -> sources.addAll(e.payload().values());
            case Tell e -> sources.addAll(e.result().values());
        }
        return sources.stream().flatMap(source -> source.all().stream()).toList();
    }

    private static void statement(
            List<Source> sources, Source id, Map<String, Source> set, Validity validity, Optional<Source> each) {
        sources.add(id);
        sources.addAll(set.values());
        validity.from().ifPresent(sources::add);
        validity.to().ifPresent(sources::add);
        each.ifPresent(sources::add);
    }
}
