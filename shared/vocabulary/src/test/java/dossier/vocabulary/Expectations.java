package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;

import dossier.json.Json;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.store.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rows that each verb's example must leave, as files written by hand from the vocabulary's page say them. A line at
 * the margin is a verb; under it stands a table and, as JSON, columns with their values ({@code valid_from} and
 * {@code valid_to} among them), a line for each row. {@code ...} allows rows in further tables; otherwise there must be none.
 */
final class Expectations {
    private static final Path FOLDER = Path.of("src/test/resources/dossier/vocabulary/expected");
    private static final String MORE = "...";
    private static final String OUTBOX = "outbox";

    private final Map<String, List<Row>> byVerb = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();

    private record Row(String table, Json.Object columns) {}

    static Expectations read() throws IOException {
        Expectations all = new Expectations();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String verb = "";
                for (String line : Files.readAllLines(file)) {
                    if (line.isBlank() || line.startsWith(";")) {
                        continue;
                    }
                    if (!line.startsWith(" ")) {
                        verb = line.strip();
                        all.byVerb.put(verb, new ArrayList<>());
                    } else {
                        all.add(verb, line.strip());
                    }
                }
            }
        }
        return all;
    }

    private void add(String verb, String line) {
        if (line.equals(MORE)) {
            open.add(verb);
            return;
        }
        int space = line.indexOf(' ');
        byVerb.getOrDefault(verb, new ArrayList<>())
                .add(
                        space < 0
                                ? new Row(line, Json.object().build())
                                : new Row(
                                        line.substring(0, space),
                                        Json.parse(line.substring(space + 1))
                                                .orThrow()
                                                .asObject()
                                                .orElseThrow()));
    }

    Set<String> verbs() {
        return byVerb.keySet();
    }

    /** What differs from the rows of a version and from the case as the API shows it right after, each in a line. */
    List<String> differences(Setting setting, String verb, Json.Object answer) throws SQLException {
        String caseId = answer.text("caseId").orElseThrow();
        Registry registry = setting.manager.registry();
        List<String> differences = new ArrayList<>();
        Set<String> touched = new TreeSet<>();
        Map<String, List<Json.Object>> rows = new LinkedHashMap<>();
        for (Map<String, String> entry : setting.rows(
                "SELECT DISTINCT operation, kind, id FROM dossier.audit WHERE case_id = ? AND version = ? AND verb = ?",
                caseId,
                answer.integer("version").orElseThrow(),
                verb)) {
            if (column(entry, "operation").equals("emit")) {
                touched.add(OUTBOX);
                continue;
            }
            Kind kind = registry.kind(column(entry, "kind")).orElseThrow();
            touched.add(kind.table());
            setting.rows(
                            "SELECT to_jsonb(r) AS row FROM dossier." + kind.table()
                                    + " r WHERE tenant_id = 'acme' AND " + kind.idColumn()
                                    + " = ? AND superseded_at IS NULL",
                            column(entry, "id"))
                    .forEach(row -> rows.computeIfAbsent(kind.table(), t -> new ArrayList<>())
                            .add(object(column(row, "row"))));
        }
        List<Row> wanted = byVerb.getOrDefault(verb, List.of());
        Set<String> listed = new TreeSet<>(wanted.stream().map(Row::table).toList());
        touched.stream()
                .filter(table -> !listed.contains(table) && !open.contains(verb))
                .forEach(table -> differences.add(verb + " writes " + table + ", which is not expected"));
        Json.Object shown = state(setting, caseId);
        for (Row row : wanted) {
            if (row.table().equals(OUTBOX)) {
                if (!touched.contains(OUTBOX)) {
                    differences.add(verb + " leaves no message");
                }
                continue;
            }
            Kind kind = registry.kinds().stream()
                    .filter(one -> one.table().equals(row.table()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No table " + row.table() + ", expected of " + verb));
            List<Json.Object> there = rows.getOrDefault(row.table(), List.of());
            if (there.stream().noneMatch(found -> sql(kind, row.columns(), found))) {
                differences.add(verb + " in " + row.table() + " expected "
                        + row.columns().compact() + " but SQL has "
                        + there.stream().map(Json::compact).toList());
            }
            List<Json.Object> items = items(kind, caseId, shown);
            if (items.stream().noneMatch(item -> api(row.columns(), item))) {
                differences.add(verb + " in " + row.table() + " expected "
                        + row.columns().compact() + " but the API shows "
                        + items.stream().map(Json::compact).limit(3).toList());
            }
        }
        return differences;
    }

    private static Json.Object state(Setting setting, String caseId) {
        return Setting.found(setting.reading().caseState(Setting.ANN, caseId, Reading.AsOf.NOW));
    }

    /** The case itself is the answer; other things stand in the list of their kind. */
    private static List<Json.Object> items(Kind kind, String caseId, Json.Object shown) {
        if (kind.name().equals("case")) {
            return List.of(shown.toBuilder().put("id", caseId).build());
        }
        return shown.array(kind.plural()).orElse(List.of()).stream()
                .flatMap(item -> item.asObject().stream())
                .toList();
    }

    private static boolean sql(Kind kind, Json.Object wanted, Json.Object row) {
        return wanted.members().entrySet().stream().allMatch(entry -> {
            String name = entry.getKey();
            Json value = entry.getValue();
            return switch (shape(kind, name)) {
                case Shape.Money _ ->
                    alike(value.at("amount"), row.get(name + "_amount"))
                            && alike(value.at("currency"), row.get(name + "_currency"));
                case Shape.Percent percent
                when percent.band() ->
                    row.text(name).equals(Optional.of("[" + value.compact() + "," + value.compact() + "]"));
                default -> alike(Optional.of(value), row.get(name));
            };
        });
    }

    private static boolean api(Json.Object wanted, Json.Object item) {
        return wanted.members().entrySet().stream()
                .allMatch(entry -> alike(Optional.of(entry.getValue()), item.get(camel(entry.getKey()))));
    }

    private static Shape shape(Kind kind, String name) {
        return kind.column(name).map(Kind.Column::shape).orElseGet(Shape.Text::new);
    }

    /** Numbers by what they are worth, moments by when they are. */
    private static boolean alike(Optional<Json> wanted, Optional<Json> found) {
        if (wanted.isEmpty() || found.isEmpty()) {
            return false;
        }
        return switch (wanted.get()) {
            case Json.Number number ->
                found.get()
                        .asNumber()
                        .filter(n -> n.compareTo(number.value()) == 0)
                        .isPresent();
            case Json.Text text ->
                found.get()
                        .asText()
                        .filter(other -> other.equals(text.value()) || sameMoment(other, text.value()))
                        .isPresent();
            case Json.Array list ->
                found.get()
                        .asArray()
                        .filter(items -> items.size() == list.items().size())
                        .filter(items -> {
                            for (int i = 0; i < items.size(); i++) {
                                if (!alike(Optional.of(list.items().get(i)), Optional.of(items.get(i)))) {
                                    return false;
                                }
                            }
                            return true;
                        })
                        .isPresent();
            case Json.Object map ->
                found.get()
                        .asObject()
                        .filter(other ->
                                other.members().keySet().equals(map.members().keySet()))
                        .filter(other ->
                                map.members().keySet().stream().allMatch(key -> alike(map.get(key), other.get(key))))
                        .isPresent();
            case Json other -> found.get().equals(other);
        };
    }

    private static boolean sameMoment(String one, String other) {
        try {
            return OffsetDateTime.parse(one)
                    .toInstant()
                    .equals(OffsetDateTime.parse(other).toInstant());
        } catch (DateTimeException noMoment) {
            return false;
        }
    }

    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }

    private static Json.Object object(String json) {
        return Json.parse(json).orThrow().asObject().orElseThrow();
    }
}
