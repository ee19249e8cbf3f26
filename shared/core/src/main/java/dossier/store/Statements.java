package dossier.store;

import dossier.store.Reading.AsOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which statement about a thing speaks: the last one known, and of a date the last one that had taken effect by then.
 * Whether it still held is the reader's to ask, since a later statement that has ended leaves nothing in its place.
 *
 * @param knownAt empty for now
 */
record Statements(Optional<Instant> knownAt, Optional<LocalDate> validAt) {
    static final Statements NOW = new Statements(Optional.empty(), Optional.empty());

    static Statements of(AsOf asOf, Optional<Instant> knownAt) {
        return new Statements(knownAt, asOf.validAt());
    }

    private boolean current() {
        return knownAt.isEmpty() && validAt.isEmpty();
    }

    /** A left join of a thing {@code t} to its statement {@code r}; its parameters are {@link #parameters()}. */
    String join(Kinds.Table table) {
        if (current()) {
            return "LEFT JOIN %s r ON r.tenant_id = t.tenant_id AND r.%s = t.id AND r.revision = t.revision"
                    .formatted(table.name(), table.id());
        }
        return """
                LEFT JOIN LATERAL (
                    SELECT s.* FROM %s s
                    WHERE s.tenant_id = t.tenant_id AND s.%s = t.id%s%s
                    ORDER BY s.revision DESC LIMIT 1) r ON true""".formatted(
                        table.name(),
                        table.id(),
                        knownAt.isPresent() ? " AND s.known_at <= ?" : "",
                        validAt.isPresent() ? " AND (s.valid_from IS NULL OR s.valid_from <= ?)" : "");
    }

    List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        knownAt.map(Single::utc).ifPresent(parameters::add);
        validAt.ifPresent(parameters::add);
        return parameters;
    }

    /** Whether a thing is shown: not when, at the date asked for, nothing about it holds. */
    boolean shows(Items.Row row) {
        return validAt.isEmpty() || validAt.filter(row::holdsAt).isPresent();
    }
}
