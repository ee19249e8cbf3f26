package dossier.ownership.exchange;

import dossier.ownership.Graph;
import dossier.ownership.Meanings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one link is over time. Of its statements the last whose effective date has come decides, so that a later one
 * takes over from its date on.
 */
final class Periods {
    /** From the first day, or always, until the first day no longer, or for good. */
    record Period(Optional<LocalDate> from, Optional<LocalDate> until, Graph.Link link) {}

    private final List<Graph.Link> statements = new ArrayList<>();
    private final List<Integer> endingsBefore = new ArrayList<>();
    private final List<LocalDate> endings = new ArrayList<>();

    void state(Graph.Link link) {
        statements.add(link);
        endingsBefore.add(endings.size());
    }

    void end(LocalDate date) {
        endings.add(date);
    }

    boolean isStated() {
        return !statements.isEmpty();
    }

    Graph.Link last() {
        return statements.getLast();
    }

    /**
     * In the order of time; a statement that never counts, such as a rejected one, leaves its time empty. Two statements
     * that are equal stay two: what else was said with each may differ.
     */
    @SuppressWarnings("ReferenceEquality")
    List<Period> all(Meanings meanings) {
        TreeSet<LocalDate> turns = new TreeSet<>();
        for (int i = 0; i < statements.size(); i++) {
            statements.get(i).effective().ifPresent(turns::add);
            end(i).ifPresent(turns::add);
        }
        List<Optional<LocalDate>> starts = new ArrayList<>();
        starts.add(Optional.empty());
        turns.forEach(turn -> starts.add(Optional.of(turn)));
        List<Period> periods = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            Optional<LocalDate> start = starts.get(i);
            Optional<LocalDate> next = i + 1 < starts.size() ? starts.get(i + 1) : Optional.empty();
            Optional<Graph.Link> link = at(start.orElse(LocalDate.MIN), meanings);
            if (link.isEmpty()) {
                continue;
            }
            Period last = periods.isEmpty() ? null : periods.getLast();
            if (last != null && last.link() == link.get() && last.until().equals(start)) {
                periods.set(periods.size() - 1, new Period(last.from(), next, link.get()));
            } else {
                periods.add(new Period(start, next, link.get()));
            }
        }
        return periods;
    }

    private Optional<Graph.Link> at(LocalDate date, Meanings meanings) {
        for (int i = statements.size() - 1; i >= 0; i--) {
            Graph.Link link = statements.get(i);
            if (link.effective().filter(start -> start.isAfter(date)).isEmpty()) {
                Optional<LocalDate> end = end(i);
                boolean never = end.isPresent()
                        && link.effective().isPresent()
                        && !end.get().isAfter(link.effective().get());
                boolean over = end.filter(last -> !last.isAfter(date)).isPresent();
                return over || never || meanings.rejected(link) ? Optional.empty() : Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /** The last ending known after the statement, or else its own. */
    private Optional<LocalDate> end(int statement) {
        return endings.size() > endingsBefore.get(statement)
                ? Optional.of(endings.getLast())
                : statements.get(statement).end();
    }
}
