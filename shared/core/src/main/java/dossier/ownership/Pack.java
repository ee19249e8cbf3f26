package dossier.ownership;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of one regime as dated data: each with the article it rests on and, where the law leaves a choice, a note
 * of the reading taken. Immutable.
 *
 * @param version of these data, pinned by each answer
 * @param from the first day the regime applies
 * @param until the first day it no longer does; open when empty
 * @param stops what ends a chain
 * @param control when one entity controls another
 * @param majorityStake when one has a majority stake in another, for holdings that are not multiplied
 * @param cascade how a sanction spreads to what is owned; such a pack has no rules about persons
 */
public record Pack(
        String regime,
        String version,
        String title,
        LocalDate from,
        Optional<LocalDate> until,
        Optional<String> successor,
        Set<String> stops,
        Optional<Power> control,
        Optional<Power> majorityStake,
        List<Rule> rules,
        Optional<Officials> officials,
        List<Band> bands,
        Optional<Cascade> cascade) {

    /** What gives power over an entity: a majority on one of the axes, or a link of one of the kinds. */
    record Power(List<Axis> axes, Threshold majority, Set<String> kinds, String article, String note) {}

    /** Who is an owner. */
    record Rule(
            Test test,
            List<Axis> axes,
            Optional<Threshold> threshold,
            Prong prong,
            Set<String> customers,
            String article,
            String note) {}

    /** What a rule looks at. */
    sealed interface Test {
        /** The share multiplied along chains and added, with that of trusts in which the person has a role. */
        record Multiplied(Set<String> as) implements Test {}

        /** What entities that the person controls hold directly, with the person's own where {@code own}. */
        record ControlledHolders(boolean own) implements Test {}

        /** The share in an entity that controls the customer. */
        record InterestInController() implements Test {}

        /** Control of the customer. */
        record Control() implements Test {}

        /** What is held directly and through majority stakes, never multiplied. */
        record Held() implements Test {}

        /** A control link of one of the kinds, held directly or through majority stakes. */
        record HeldControl(Set<String> kinds) implements Test {}

        /**
         * A role in an arrangement.
         *
         * @param of types of entity that are such arrangements
         * @param customer whether it counts for the arrangement itself
         * @param below whether it counts for what the arrangement would own as if it were a person
         */
        record Parties(Set<String> of, Set<String> roles, boolean customer, boolean below) implements Test {}
    }

    /** When managers stand in. */
    enum When {
        NEVER,
        NOBODY_FOUND,
        ALWAYS_ONE
    }

    /** @param roles the first of them that anybody has */
    record Officials(When when, List<String> roles, Optional<Prong> prong, String article, String note) {}

    record Band(String name, Interval range) {}

    enum Across {
        EVERYBODY,
        ONE_PERSON
    }

    /** @param indicators kinds of control that are reported and do not decide */
    record Cascade(Power power, Across across, Set<String> indicators) {}

    boolean inForce(LocalDate date) {
        return !date.isBefore(from) && until.filter(end -> !date.isBefore(end)).isEmpty();
    }

    boolean aboutSanctions() {
        return cascade.isPresent();
    }
}
