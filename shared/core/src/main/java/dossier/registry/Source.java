package dossier.registry;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a value that an effect writes comes from. */
public sealed interface Source {
    /**
     * An argument of the form.
     *
     * @param path a key, or {@code key.field} for an entry of a map
     */
    record Said(String path) implements Source {}

    /** What a column of the thing that the path refers to holds when the form runs. */
    record Of(String path, String column) implements Source {}

    /** A value of the registry itself. */
    record Constant(Json value) implements Source {}

    /** An id made of other values, the same again whenever they are: {@code prefix} and their digest. */
    record Derived(String prefix, List<Source> parts) implements Source {}

    /**
     * An id made new from the request id.
     *
     * @param whole one id for the whole form, the same for each item that an effect is repeated for
     */
    record Fresh(String prefix, boolean whole) implements Source {
        /** One for each item. */
        public Fresh(String prefix) {
            this(prefix, false);
        }
    }

    /** The case of the document. */
    record TheCase() implements Source {}

    /** Who asks. */
    record TheCaller() implements Source {}

    /** The item of the list, or the value of the map's entry, that the effect is repeated for. */
    record Item() implements Source {}

    /** The key of the map's entry that the effect is repeated for; of an attribute its dotted name. */
    record ItemKey() implements Source {}

    /** The ids of the things that the form's conditions found. */
    record Found() implements Source {}

    /** The day on which the form runs, in UTC. */
    record Today() implements Source {}

    /**
     * What a column of a thing holds when the form runs.
     *
     * @param column name of a column of the kind
     */
    record Column(String kind, Source id, String column) implements Source {}

    /** The names of a thing as a list, best first, from the columns that its kind names it by. */
    record Names(String kind, Source id) implements Source {}

    /**
     * What a service of the outside world answers.
     *
     * @param service whom to ask
     * @param question values by the names the service knows them by; those that are missing are left out
     * @param member of the answer
     */
    record Answered(String service, Map<String, Source> question, String member) implements Source {}

    /**
     * The id of the only thing of a kind that the case has spoken of; nothing where there are none or several.
     *
     * @param where values by column that pick it among others
     */
    record TheOnly(String kind, Map<String, Source> where) implements Source {}

    /**
     * Exact arithmetic; nothing where an operand has no value.
     *
     * @param operands two or more, taken from the left; of an amount of money its number
     * @param rounding of the result; a quotient needs one
     * @param currency of the result, itself or that of an amount; a plain number where empty
     */
    record Computed(Operation operation, List<Source> operands, Optional<Rounding> rounding, Optional<Source> currency)
            implements Source {}

    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    /**
     * How a number is rounded.
     *
     * @param places after the point
     * @param mode name of a {@link java.math.RoundingMode}
     */
    record Rounding(Source places, Source mode) {}

    /** What the registry says of a code besides its words. */
    record Property(String list, Source code, String name) implements Source {}

    /** The words of a property of one or several codes, parted by spaces there; each once, in the order of codes. */
    record Listed(String list, Source codes, String name) implements Source {}

    /** The items of several lists, each once; a value that is no list counts as one item. */
    record Union(List<Source> lists) implements Source {}

    /** The items of a list that are not in another. */
    record Without(Source list, Source other) implements Source {}

    /**
     * Codes as a map to the stage in which each comes, from 1, after those that it waits for. Nothing where some wait
     * for each other.
     *
     * @param after name of the property that lists what a code of the list waits for
     * @param more further waits, as a map of names to one or several names
     */
    record Staged(String list, String after, Source codes, Optional<Source> more) implements Source {}

    /** A value that there is only where a comparison holds. */
    record Provided(Comparison comparison, Source then) implements Source {}

    /** A member of the item that the effect is repeated for. */
    record Member(String key) implements Source {}

    /**
     * What the facts of ownership say of an entity, under the rules of the regimes.
     *
     * @param part of the answer
     * @param question what else is asked, by the name of what it says
     */
    record Determined(Part part, Source entity, Map<String, Source> question) implements Source {}

    /** A part of what was determined. */
    enum Part {
        /** The whole answer, as the API gives it. */
        ANSWER,
        GRAPH_HASH,
        RULE_PACKS,
        /** Version of the registry under which it was worked out. */
        DICTIONARY_VERSION,
        VALID_AT,
        KNOWN_AT,
        /** One item for each regime and person with a verdict. */
        DETERMINATIONS,
        /** Those of them that find an owner, or may. */
        OWNERS,
        SHARES,
        /** The links above the entity, each with how many levels up it stands. */
        STRUCTURE,
        FINDINGS,
        /** Where owners that somebody states differ from those determined. */
        DIFFERENCES;

        /** As data write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The first of several that has a value. */
    record FirstOf(List<Source> choices) implements Source {}

    /** This source and those it is made of. */
    default List<Source> all() {
        List<Source> all = new ArrayList<>(List.of(this));
        parts(this).forEach(part -> all.addAll(part.all()));
        return all;
    }

    private static List<Source> parts(Source source) {
        return switch (source) {
            case Derived derived -> derived.parts();
            case Column column -> List.of(column.id());
            case Names names -> List.of(names.id());
            case Answered answered -> List.copyOf(answered.question().values());
            case Computed computed -> {
                List<Source> parts = new ArrayList<>(computed.operands());
                computed.rounding().ifPresent(r -> parts.addAll(List.of(r.places(), r.mode())));
                computed.currency().ifPresent(parts::add);
                yield parts;
            }
            case Property property -> List.of(property.code());
            case Listed listed -> List.of(listed.codes());
            case Union union -> union.lists();
            case Without without -> List.of(without.list(), without.other());
            case Staged staged -> {
                List<Source> parts = new ArrayList<>(List.of(staged.codes()));
                staged.more().ifPresent(parts::add);
                yield parts;
            }
            case TheOnly only -> List.copyOf(only.where().values());
            case Provided provided ->
                List.of(provided.comparison().left(), provided.comparison().right(), provided.then());
            case FirstOf first -> first.choices();
            case Determined determined -> {
                List<Source> parts = new ArrayList<>(List.of(determined.entity()));
                parts.addAll(determined.question().values());
                yield parts;
            }
            case Member _ -> List.of();
            case Said _, Of _, Constant _, Fresh _, TheCase _, TheCaller _, Item _, ItemKey _, Found _, Today _ ->
                List.of();
        };
    }
}
