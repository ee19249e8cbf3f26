package dossier.compiler;

import dossier.registry.Kind;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the SQL of the kinds' tables, for a migration: one row a statement, two time axes. A migration that was
 * released never changes; a new kind gets a new one.
 */
public final class Tables {
    /** Columns of every table; no kind may have one of its own by these names. */
    static final Set<String> COMMON = Set.of(
            "tenant_id",
            "revision",
            "kind",
            "case_id",
            "version",
            "form",
            "known_at",
            "superseded_at",
            "valid_from",
            "valid_to",
            "extras");

    private Tables() {}

    public static String sql(Collection<Kind> kinds) {
        StringBuilder out = new StringBuilder();
        kinds.forEach(kind -> table(kind, out));
        return out.toString();
    }

    private static void table(Kind kind, StringBuilder out) {
        String id = kind.idColumn();
        List<String> lines = new ArrayList<>();
        lines.add("tenant_id text NOT NULL");
        lines.add(id + " text NOT NULL");
        lines.add("revision bigint NOT NULL CHECK (revision > 0)");
        lines.add("kind text NOT NULL DEFAULT '" + kind.name() + "' CHECK (kind = '" + kind.name() + "')");
        lines.add("case_id text NOT NULL");
        lines.add("version bigint NOT NULL");
        lines.add("form integer NOT NULL");
        lines.add("known_at timestamptz NOT NULL");
        lines.add("superseded_at timestamptz CHECK (superseded_at >= known_at)");
        lines.add("valid_from date");
        lines.add("valid_to date CHECK (valid_to >= valid_from)");
        kind.columns().forEach(column -> lines.addAll(columns(column)));
        lines.add("extras jsonb");
        lines.add("PRIMARY KEY (tenant_id, " + id + ", revision)");
        lines.add("FOREIGN KEY (tenant_id, kind, " + id + ") REFERENCES dossier.thing (tenant_id, kind, id)");
        lines.add("FOREIGN KEY (tenant_id, case_id, version)"
                + " REFERENCES dossier.case_version (tenant_id, case_id, number)");
        String table = "dossier." + kind.table();
        out.append("\n-- ").append(kind.label()).append('\n');
        out.append("CREATE TABLE ").append(table).append(" (\n    ");
        out.append(String.join(",\n    ", lines)).append("\n);\n");
        indexes(kind, table, out);
        out.append("CALL app.statements('").append(table).append("');\n");
    }

    private static void indexes(Kind kind, String table, StringBuilder out) {
        String now = " WHERE superseded_at IS NULL;\n";
        String id = kind.idColumn();
        String name = kind.table();
        out.append("CREATE UNIQUE INDEX %s_now ON %s (tenant_id, %s)%s".formatted(name, table, id, now));
        out.append("CREATE INDEX %s_version ON %s (tenant_id, case_id, version);\n".formatted(name, table));
        for (Kind.Column column : kind.columns()) {
            if (column.shape() instanceof Shape.Ref) {
                // Superseded statements too: they still say what held before a later one took effect.
                out.append("CREATE INDEX %s_%s ON %s (tenant_id, %s, %s);\n"
                        .formatted(name, column.name(), table, column.name(), id));
            }
        }
    }

    private static List<String> columns(Kind.Column column) {
        String name = column.name();
        return switch (column.shape()) {
            case Shape.NewId _,
                    Shape.Ref _,
                    Shape.Text _,
                    Shape.Code _,
                    Shape.Formatted _,
                    Shape.Duration _,
                    Shape.AttributeName _ -> List.of(name + " text");
            case Shape.Int whole -> List.of(name + " bigint" + check(name, whole.min(), whole.max()));
            case Shape.Dec decimal -> List.of(name + " numeric" + check(name, decimal.min(), decimal.max()));
            case Shape.Percent percent ->
                List.of(
                        percent.band()
                                ? name + " numrange CHECK (" + name + " <@ numrange(0, 100, '[]'))"
                                : name + " numeric CHECK (" + name + " BETWEEN 0 AND 100)");
            case Shape.Money _ ->
                List.of(
                        name + "_amount numeric",
                        name + "_currency text CHECK ((" + name + "_currency IS NULL) = (" + name
                                + "_amount IS NULL))");
            case Shape.Date _ -> List.of(name + " date");
            case Shape.Time _ -> List.of(name + " timestamptz");
            case Shape.Bool _ -> List.of(name + " boolean");
            case Shape.ListOf _, Shape.MapOf _, Shape.Dependent _, Shape.Condition _, Shape.Any _ ->
                List.of(name + " jsonb");
        };
    }

    private static String check(String name, Optional<BigDecimal> min, Optional<BigDecimal> max) {
        List<String> bounds = new ArrayList<>();
        min.ifPresent(bound -> bounds.add(name + " >= " + bound.toPlainString()));
        max.ifPresent(bound -> bounds.add(name + " <= " + bound.toPlainString()));
        return bounds.isEmpty() ? "" : " CHECK (" + String.join(" AND ", bounds) + ")";
    }
}
