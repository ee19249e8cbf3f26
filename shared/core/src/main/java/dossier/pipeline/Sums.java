package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Rule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Adds up a column over the things of a group at every date. A statement holds from its first day until a later
 * statement of the same thing takes effect or its own last day. Linearithmic in the number of statements.
 */
final class Sums {
    private Sums() {}

    /** The first date at which a sum is over its limit; an empty date is "always before". */
    record Excess(BigDecimal sum, Optional<LocalDate> date) {}

    /** From this day on the sum differs by so much. */
    private record Change(LocalDate from, BigDecimal by) {}

    static Optional<Excess> over(Rule.SumAtMost rule, String group, Collection<List<Draft.Working>> things) {
        List<Change> changes = new ArrayList<>();
        for (List<Draft.Working> statements : things) {
            BigDecimal value = BigDecimal.ZERO;
            for (Change change : timeline(rule, group, statements)) {
                changes.add(new Change(change.from, change.by.subtract(value)));
                value = change.by;
            }
        }
        changes.sort(Comparator.comparing(Change::from));
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < changes.size(); i++) {
            sum = sum.add(changes.get(i).by);
            boolean lastOfDay =
                    i + 1 == changes.size() || !changes.get(i + 1).from.equals(changes.get(i).from);
            if (lastOfDay && sum.compareTo(rule.limit()) > 0) {
                LocalDate date = changes.get(i).from;
                return Optional.of(new Excess(sum, date.equals(LocalDate.MIN) ? Optional.empty() : Optional.of(date)));
            }
        }
        return Optional.empty();
    }

    /** What one thing counts from which day on, in order of days. */
    private static List<Change> timeline(Rule.SumAtMost rule, String group, List<Draft.Working> statements) {
        List<Change> timeline = new ArrayList<>();
        for (Draft.Working statement : statements) {
            LocalDate from = statement.validFrom().orElse(LocalDate.MIN);
            while (!timeline.isEmpty() && !timeline.getLast().from.isBefore(from)) {
                timeline.removeLast();
            }
            boolean never = statement.validTo().filter(to -> !to.isAfter(from)).isPresent();
            boolean counts =
                    statement.row().text(rule.groupBy()).filter(group::equals).isPresent();
            timeline.add(new Change(from, counts && !never ? low(statement.row().get(rule.sum())) : BigDecimal.ZERO));
            if (!never) {
                statement.validTo().ifPresent(to -> timeline.add(new Change(to, BigDecimal.ZERO)));
            }
        }
        return timeline;
    }

    /** A share as rows carry it: a number, or a range by its lower bound. */
    private static BigDecimal low(Optional<Json> column) {
        return column.map(json -> switch (json) {
                    case Json.Number number -> number.value();
                    case Json.Text range -> {
                        String text = range.value();
                        int comma = text.indexOf(',');
                        yield comma <= 1
                                ? BigDecimal.ZERO
                                : new BigDecimal(text.substring(1, comma).strip());
                    }
                    default -> BigDecimal.ZERO;
                })
                .orElse(BigDecimal.ZERO);
    }
}
