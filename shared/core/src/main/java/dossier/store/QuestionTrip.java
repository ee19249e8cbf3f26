package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Question;
import dossier.registry.Place;
import dossier.registry.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions of a plan as part of a trip, and their answers once it is over. */
final class QuestionTrip {
    private final Kinds kinds;
    private final String tenant;
    private final Map<Question, Trip.Rows<Json.Object>> asked = new LinkedHashMap<>();

    QuestionTrip(Trip trip, Kinds kinds, String tenant, List<Question> questions) {
        this.kinds = kinds;
        this.tenant = tenant;
        questions.forEach(question -> asked.put(question, ask(trip, question)));
    }

    /** One for each question, in their order: {@code {form, verb, rows, more}}. */
    Json results() {
        return Json.array(List.copyOf(asked.entrySet()), entry -> {
            List<Json.Object> rows = entry.getValue().all();
            int limit = entry.getKey().limit();
            return Json.object()
                    .put("form", entry.getKey().form())
                    .put("verb", entry.getKey().verb())
                    .put("rows", Json.array(rows.stream().limit(limit).toList()))
                    .put("count", Math.min(rows.size(), limit))
                    .put("more", rows.size() > limit)
                    .build();
        });
    }

    private Trip.Rows<Json.Object> ask(Trip trip, Question question) {
        Conditions sql = new Conditions();
        sql.add("SELECT ");
        boolean whole = question.picks().isEmpty();
        if (whole) {
            sql.add("to_jsonb(t0)");
        }
        for (int i = 0; i < question.picks().size(); i++) {
            sql.add(i == 0 ? "" : ", ");
            shown(sql, question, question.picks().get(i));
        }
        tables(sql, question);
        String and = " WHERE ";
        for (Question.Test test : question.where()) {
            sql.add(and + "(")
                    .where("t" + test.table(), table(question, test.table()), test.condition())
                    .add(")");
            and = " AND ";
        }
        listed(sql, " GROUP BY ", question, question.group());
        order(sql, question);
        sql.add(" LIMIT ?", question.limit() + 1);
        return trip.query(
                sql.sql(),
                whole ? row -> whole(row, table(question, 0)) : row -> picked(row, question.picks()),
                sql.parameters());
    }

    private Kinds.Table table(Question question, int index) {
        return kinds.of(question.kinds().get(index).name());
    }

    private void tables(Conditions sql, Question question) {
        sql.add(" FROM (SELECT r.*")
                .from(table(question, 0), tenant, question.ended())
                .add(") t0");
        for (int i = 1; i < question.kinds().size(); i++) {
            Question.Join join = question.joins().get(i - 1);
            sql.add((join.outer() ? " LEFT JOIN" : " JOIN") + " (SELECT r.*")
                    .from(table(question, i), tenant, question.ended())
                    .add(") t" + i + " ON ");
            String and = "";
            for (Question.Equal equal : join.on()) {
                sql.add(and);
                equal(sql, question, equal, i);
                and = " AND ";
            }
        }
    }

    /** A list holds the other side; two plain values are the same text. */
    private void equal(Conditions sql, Question question, Question.Equal equal, int index) {
        String left = "t" + equal.left().table();
        Kinds.Table leftTable = table(question, equal.left().table());
        Place leftPlace = equal.left().place();
        Kinds.Table right = table(question, index);
        if (leftPlace.shape() instanceof Shape.ListOf) {
            sql.json(left, leftTable, leftPlace).add(" @> ").json("t" + index, right, equal.right());
        } else if (equal.right().shape() instanceof Shape.ListOf) {
            sql.json("t" + index, right, equal.right()).add(" @> ").json(left, leftTable, leftPlace);
        } else {
            sql.json(left, leftTable, leftPlace).add(" = ").json("t" + index, right, equal.right());
        }
    }

    private void shown(Conditions sql, Question question, Question.Pick pick) {
        if (pick.function().isPresent()) {
            sql.add("to_jsonb(");
            value(sql, question, pick);
            sql.add(")");
        } else {
            pick.at().ifPresent(at -> sql.json("t" + at.table(), table(question, at.table()), at.place()));
        }
    }

    private void value(Conditions sql, Question question, Question.Pick pick) {
        pick.function().ifPresent(function -> sql.add(function.name() + "("));
        if (pick.at().isPresent()) {
            Question.At at = pick.at().get();
            sql.value("t" + at.table(), table(question, at.table()), at.place());
        } else {
            sql.add("*");
        }
        pick.function().ifPresent(_ -> sql.add(")"));
    }

    /** Places in a group are named as they are shown, since that is what a row shows of them. */
    private void listed(Conditions sql, String before, Question question, List<Question.Pick> picks) {
        for (int i = 0; i < picks.size(); i++) {
            sql.add(i == 0 ? before : ", ");
            int shown = question.picks().indexOf(picks.get(i));
            if (shown >= 0) {
                sql.add(Integer.toString(shown + 1));
            } else {
                shown(sql, question, picks.get(i));
            }
        }
    }

    private void order(Conditions sql, Question question) {
        List<Question.Order> order = question.order();
        boolean grouped = !question.group().isEmpty()
                || question.picks().stream().anyMatch(pick -> pick.function().isPresent());
        for (int i = 0; i < order.size(); i++) {
            sql.add(i == 0 ? " ORDER BY " : ", ");
            int shown = question.picks().indexOf(order.get(i).by());
            if (shown >= 0 && grouped) {
                sql.add(Integer.toString(shown + 1));
            } else {
                value(sql, question, order.get(i).by());
            }
            sql.add(order.get(i).descending() ? " DESC NULLS LAST" : " NULLS LAST");
        }
        if (!grouped) {
            sql.add((order.isEmpty() ? " ORDER BY " : ", ") + "t0."
                    + table(question, 0).id());
        }
    }

    private static Json.Object whole(ResultSet row, Kinds.Table table) throws SQLException {
        Json.Object all = Json.parse(row.getString(1)).orThrow().asObject().orElseThrow();
        Json.Builder shown = Json.object();
        all.get(table.kind().idColumn())
                .ifPresent(id -> shown.put(table.kind().idColumn().replace('_', '-'), id));
        table.own(all).members().forEach((name, value) -> shown.put(name.replace('_', '-'), value));
        for (String day : List.of("valid_from", "valid_to")) {
            all.get(day).filter(value -> !value.isNull()).ifPresent(value -> shown.put(day.replace('_', '-'), value));
        }
        return shown.build();
    }

    private static Json.Object picked(ResultSet row, List<Question.Pick> picks) throws SQLException {
        List<Json> values = new ArrayList<>();
        for (int i = 0; i < picks.size(); i++) {
            values.add(Optional.ofNullable(row.getString(i + 1))
                    .map(text -> Json.parse(text).orThrow())
                    .orElseGet(Json::nil));
        }
        Json.Builder shown = Json.object();
        for (int i = 0; i < picks.size(); i++) {
            shown.put(picks.get(i).name(), values.get(i));
        }
        return shown.build();
    }
}
