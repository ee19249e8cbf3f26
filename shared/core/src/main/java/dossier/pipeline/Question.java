package dossier.pipeline;

import dossier.registry.Condition;
import dossier.registry.Kind;
import dossier.registry.Place;
import java.util.List;
import java.util.Optional;

/**
 * A question that a form asks of the rows as its document leaves them. Every name in it is one that the registry knows;
 * only values come from the form.
 *
 * @param form index of the form
 * @param kinds of the tables: the one asked for, then the joined ones in order
 * @param joins one for each joined table
 * @param picks what is shown of each row; the whole of it where empty
 * @param limit most rows shown
 * @param ended whether things that have ended are shown too
 */
public record Question(
        int form,
        String verb,
        List<Kind> kinds,
        List<Join> joins,
        List<Pick> picks,
        List<Test> where,
        List<Pick> group,
        List<Order> order,
        int limit,
        boolean ended) {

    /** A place in the rows of one of the tables, 0 being the one asked for. */
    public record At(int table, Place place) {}

    /**
     * How a joined table hangs on those before it.
     *
     * @param on places of earlier tables and those of this one that must be equal; a list must hold the other
     * @param outer whether rows without a partner are kept
     */
    public record Join(List<Equal> on, boolean outer) {}

    public record Equal(At left, Place right) {}

    /** What is worked out over the rows of a group. */
    public enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    /**
     * One value shown of each row.
     *
     * @param name as it was asked for
     * @param at empty only for a count of rows
     */
    public record Pick(String name, Optional<Function> function, Optional<At> at) {}

    public record Test(int table, Condition condition) {}

    public record Order(Pick by, boolean descending) {}
}
