package dossier.generation.evaluation;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of an evaluation set.
 *
 * @param world path of the document the request is made in, from the set's folder
 * @param answers what is as right as any other; the first is the expected one
 * @param about key that the first question should be about
 */
record Expectation(
        String id,
        String kind,
        String style,
        String text,
        Optional<String> now,
        Optional<String> world,
        String outcome,
        List<List<Wanted>> answers,
        Optional<String> about) {

    /** @param slots values by dotted key; a slot that is not named is not scored */
    record Wanted(String verb, Map<String, String> slots) {}

    static Optional<Expectation> read(String line) {
        Optional<Json.Object> json = Json.parse(line).value().flatMap(Json::asObject);
        Optional<Json.Object> expect = json.flatMap(j -> j.object("expect"));
        return expect.flatMap(e -> json.map(j -> new Expectation(
                j.text("id").orElse(""),
                j.text("kind").orElse("single"),
                j.text("style").orElse(""),
                j.text("text").orElse(""),
                j.text("now"),
                j.text("world"),
                e.text("outcome").orElse("proposed"),
                answers(e),
                e.text("about"))));
    }

    private static List<List<Wanted>> answers(Json.Object expect) {
        List<List<Wanted>> out = new ArrayList<>();
        out.add(forms(expect.array("forms").orElse(List.of())));
        expect.array("alternatives")
                .orElse(List.of())
                .forEach(alternative -> out.add(forms(alternative.asArray().orElse(List.of()))));
        return out;
    }

    private static List<Wanted> forms(List<Json> forms) {
        return forms.stream()
                .flatMap(form -> form.asObject().stream())
                .map(form -> {
                    Map<String, String> slots = new LinkedHashMap<>();
                    form.object("slots")
                            .ifPresent(s -> s.members()
                                    .forEach((k, v) -> slots.put(k, v.asText().orElse(v.compact()))));
                    return new Wanted(form.text("verb").orElse(""), slots);
                })
                .toList();
    }
}
