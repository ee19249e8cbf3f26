package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cases a command is about. Stateless. */
final class CaseIds {
    private CaseIds() {}

    /** The one that {@code --case} names, or all of them. */
    static List<String> of(Arguments arguments, Api api) throws Exception {
        Optional<String> one = arguments.value("case");
        return one.isPresent() ? List.of(one.get()) : all(api);
    }

    private static List<String> all(Api api) throws Exception {
        List<String> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Map<String, String> query = new TreeMap<>(Map.of("limit", "500"));
            cursor.ifPresent(next -> query.put("cursor", next));
            Api.Reply reply = api.get("/v1/cases" + Query.of(query));
            if (!reply.ok()) {
                throw new java.io.IOException(reply.body().text("detail").orElse("The cases cannot be listed."));
            }
            for (Json one : reply.body().array("items").orElse(List.of())) {
                one.at("caseId").flatMap(Json::asText).ifPresent(ids::add);
            }
            cursor = reply.body().text("nextCursor");
        } while (cursor.isPresent());
        return ids;
    }
}
