package dossier.ownership;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the case kit of {@code conformance/ubo}; its README says what the lines mean. One case becomes one line of a
 * batch and the list of what its answer must hold.
 */
record CaseFile(String name, String document, Json query, List<String> expected) {
    Json line() {
        return Json.object()
                .put("id", name)
                .put("document", document)
                .put("queries", Json.array(query))
                .build();
    }

    static List<CaseFile> read(String text) {
        List<CaseFile> cases = new ArrayList<>();
        Builder now = new Builder();
        for (String raw : text.split("\n", -1)) {
            int comment = raw.indexOf(';');
            String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
            if (line.startsWith("case ")) {
                now.finish(cases);
                now = new Builder();
                now.name = line.split(" +", 3)[1];
            } else if (line.startsWith("ask ")) {
                now.finish(cases);
                now.ask(line.substring(4));
            } else if (!line.isEmpty()) {
                now.take(line);
            }
        }
        now.finish(cases);
        return cases;
    }

    private static final Set<String> LISTS = Set.of("regimes", "evidence", "blocked");
    private static final Set<String> KEYS = Set.of("regimes", "evidence", "blocked", "validAt", "knownAt");

    private static final class Builder {
        private String name = "";
        private int questions;
        private final List<String> links = new ArrayList<>();
        private final List<String> declared = new ArrayList<>();
        private final Set<String> typed = new LinkedHashSet<>();
        private final Set<String> seen = new LinkedHashSet<>();
        private Json query = Json.nil();
        private final List<String> expected = new ArrayList<>();
        private boolean asked;
        private int linkCount;

        void take(String line) {
            if (asked) {
                expected.add(line);
            } else if (line.startsWith("(")) {
                links.add(line);
            } else if (line.contains("->")) {
                chain(line);
            } else {
                List<String> words = List.of(line.split(" +"));
                words.subList(1, words.size()).forEach(id -> declare(id, words.getFirst()));
            }
        }

        private void declare(String id, String type) {
            typed.add(id);
            declared.add("(entity.register :entity-id \"" + id + "\" :entity-type \"" + type + "\")");
        }

        private void chain(String line) {
            String[] steps = line.split("->", -1);
            String holder = "";
            for (int i = 0; i < steps.length; i++) {
                String step = steps[i].strip();
                int space = step.indexOf(' ');
                String id = space < 0 ? step : step.substring(0, space);
                seen.add(id);
                if (i > 0) {
                    links.add(link(holder, id, spec(steps[i - 1])));
                }
                holder = id;
            }
        }

        private static String spec(String step) {
            String body = step.strip();
            return body.substring(body.indexOf(' ') + 1).strip();
        }

        private String link(String from, String to, String spec) {
            String more = spec.contains("{") && !spec.startsWith("{") ? spec.substring(spec.indexOf('{')) : "";
            String head = spec.substring(0, spec.length() - more.length()).strip();
            String type = "OWNERSHIP";
            String props = more.isEmpty() ? "" : more.substring(1, more.length() - 1);
            if (Character.isUpperCase(head.charAt(0))) {
                type = head;
            } else if (!head.equals("?")) {
                String share = Character.isDigit(head.charAt(0))
                        ? (head.contains("/") ? "\"" + head + "%\"" : head + "%")
                        : head;
                props = ":ownership-percentage " + share + " " + props;
            }
            return "(entity.link :link-id \"l" + ++linkCount + "\" :from-entity \"" + from + "\" :to-entity \"" + to
                    + "\" :relationship-type \"" + type + "\""
                    + (props.isBlank() ? "" : " :relationship-props {" + props.strip() + "}") + ")";
        }

        void ask(String words) {
            asked = true;
            questions++;
            List<String> parts = List.of(words.split(" +"));
            Json.Builder built = Json.object().put("entity", parts.getFirst());
            built.put("validAt", "2026-06-30");
            int i = 1;
            while (i < parts.size()) {
                String key = parts.get(i++);
                List<String> values = new ArrayList<>();
                while (i < parts.size() && !KEYS.contains(parts.get(i))) {
                    values.add(parts.get(i++));
                }
                if (LISTS.contains(key)) {
                    built.putTexts(key, values);
                } else {
                    built.put(key, values.getFirst());
                }
            }
            query = built.build();
        }

        void finish(List<CaseFile> cases) {
            if (!asked) {
                return;
            }
            List<String> document = new ArrayList<>(declared);
            for (String id : seen) {
                if (!typed.contains(id)) {
                    boolean person = "PQR".indexOf(id.charAt(0)) >= 0;
                    document.add("(entity.register :entity-id \"" + id + "\" :entity-type \""
                            + (person ? "PROPER_PERSON" : "LIMITED_COMPANY") + "\")");
                }
            }
            document.addAll(links);
            cases.add(new CaseFile(
                    name + (questions > 1 ? "-" + questions : ""),
                    String.join("\n", document),
                    query,
                    List.copyOf(expected)));
            expected.clear();
        }
    }
}
