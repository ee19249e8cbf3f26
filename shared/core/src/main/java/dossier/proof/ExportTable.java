package dossier.proof;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An export as a table (RFC 4180): a row for each field that changed, with the version that changed it and that
 * version's hashes. Every cell is quoted; one that a spreadsheet would take for a formula begins with an apostrophe.
 * Pure.
 */
public final class ExportTable {
    private static final List<String> OF_VERSION = List.of(
            "version", "time", "actor", "source", "requestId", "registryVersion", "planHash", "previousHash", "hash");
    private static final List<String> OF_ENTRY = List.of("form", "verb", "operation", "kind", "id");
    private static final List<String> OF_FIELD = List.of("field", "before", "after");

    private ExportTable() {}

    /** @param lines of an export, as {@link Export#lines} makes them */
    public static String csv(List<String> lines) {
        StringBuilder csv = new StringBuilder();
        List<String> header = new ArrayList<>(List.of("caseId"));
        header.addAll(OF_VERSION);
        header.addAll(OF_ENTRY);
        header.addAll(OF_FIELD);
        row(csv, header);
        String caseId = "";
        List<String> version = List.of();
        for (String line : lines) {
            Json.Object one = Json.parse(line).orThrow().asObject().orElseThrow();
            switch (one.text("record").orElse("")) {
                case "export" -> caseId = one.text("caseId").orElse("");
                case "version" -> version = cells(one, OF_VERSION);
                case "audit" -> entry(csv, caseId, version, one);
                default -> {}
            }
        }
        return csv.toString();
    }

    private static void entry(StringBuilder csv, String caseId, List<String> version, Json.Object entry) {
        Optional<Json.Object> before = entry.object("before");
        Optional<Json.Object> after = entry.object("after");
        TreeSet<String> fields = new TreeSet<>();
        before.ifPresent(row -> fields.addAll(row.members().keySet()));
        after.ifPresent(row -> fields.addAll(row.members().keySet()));
        boolean any = false;
        for (String field : fields) {
            String was =
                    before.flatMap(row -> row.get(field)).map(ExportTable::cell).orElse("");
            String is =
                    after.flatMap(row -> row.get(field)).map(ExportTable::cell).orElse("");
            if (!was.equals(is)) {
                any = true;
                row(csv, join(caseId, version, cells(entry, OF_ENTRY), List.of(field, was, is)));
            }
        }
        if (!any) {
            row(csv, join(caseId, version, cells(entry, OF_ENTRY), List.of("", "", "")));
        }
    }

    private static List<String> join(String caseId, List<String> version, List<String> entry, List<String> field) {
        List<String> all = new ArrayList<>(List.of(caseId));
        all.addAll(version);
        all.addAll(entry);
        all.addAll(field);
        return all;
    }

    private static List<String> cells(Json.Object from, List<String> names) {
        return names.stream()
                .map(name -> from.get(name).map(ExportTable::cell).orElse(""))
                .toList();
    }

    private static String cell(Json value) {
        return value.isNull() ? "" : value.asText().orElseGet(value::compact);
    }

    private static void row(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            boolean formula = !cell.isEmpty()
                    && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0
                    && !cell.matches("[-+]?[0-9]+([.][0-9]+)?%?");
            csv.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(formula ? "'" : "")
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
        }
        csv.append("\r\n");
    }
}
