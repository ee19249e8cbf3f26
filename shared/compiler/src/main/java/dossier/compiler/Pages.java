package dossier.compiler;

import dossier.registry.Argument;
import dossier.registry.Attribute;
import dossier.registry.CodeList;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Shape;
import dossier.registry.Shapes;
import dossier.registry.Source;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the reference pages of a registry in Markdown: its verbs and its dictionary. Thread-safe. */
public final class Pages {
    private static final String HEAD =
            "<!-- Written from the registry by `dossier.compiler.Main pages`; do not edit. -->\n\n";

    /** Codes that any form may get, so that no verb lists them. */
    private static final String EVERY =
            "Any form may get `VOC-KEY`, `VOC-TWICE`, `VOC-ALIAS`, the `TYP-` code of an argument's type, `AUT-ROLE` and, unless it"
                    + " may run in any state, `STA-CASE-NOT-OPEN` ([diagnostics.md](diagnostics.md)).";

    private final Registry registry;

    public Pages(Registry registry) {
        this.registry = registry;
    }

    // ---- verbs

    /** Every verb with its arguments, and a table of what each writes and which diagnostics it can raise. */
    public String verbs() {
        StringBuilder out = new StringBuilder(HEAD).append("# Verbs\n\n");
        out.append(registry.verbs().size())
                .append(" verbs. `!` marks what must be said. How they are made: [registry.md](registry.md).\n\n")
                .append("## What each writes, and the diagnostics it can raise\n\n")
                .append(EVERY)
                .append("\n\n| verb | tables | diagnostics |\n|---|---|---|\n");
        registry.verbs()
                .forEach(verb -> out.append("| ")
                        .append(link(verb))
                        .append(" | ")
                        .append(codes(tables(verb)))
                        .append(" | ")
                        .append(codes(diagnostics(verb)))
                        .append(" |\n"));
        byDomain().forEach((domain, verbs) -> {
            out.append("\n## ").append(domain).append('\n');
            verbs.forEach(verb -> verb(verb, out));
        });
        return out.toString();
    }

    private Map<String, List<Verb>> byDomain() {
        return registry.verbs().stream()
                .collect(Collectors.groupingBy(Verb::domain, LinkedHashMap::new, Collectors.toList()));
    }

    private static String link(Verb verb) {
        return "[`" + verb.name() + "`](#"
                + verb.name().toLowerCase(Locale.ROOT).replace(".", "") + ")";
    }

    private static String codes(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    private void verb(Verb verb, StringBuilder out) {
        out.append("\n### ")
                .append(verb.name())
                .append("\n\n")
                .append(verb.purpose())
                .append(" Role: ")
                .append(verb.role());
        mark(verb.irreversible(), "irreversible", out);
        mark(verb.caseFree(), "needs no case", out);
        mark(verb.anyState(), "in any state", out);
        mark(verb.grouping(), "holds forms", out);
        mark(verb.read(), "reads", out);
        out.append(".\n\n");
        if (!verb.arguments().isEmpty()) {
            out.append("| key | type | |\n|---|---|---|\n");
            verb.arguments().forEach(argument -> argument("", argument, out));
            out.append('\n');
        }
        older(verb, out);
        out.append("    ").append(verb.example().replace("\n", "\n    ")).append('\n');
    }

    private static void mark(boolean holds, String word, StringBuilder out) {
        if (holds) {
            out.append("; ").append(word);
        }
    }

    private void argument(String path, Argument argument, StringBuilder out) {
        String name = path + argument.key();
        out.append("| `")
                .append(name)
                .append(argument.required() ? "`! | " : "` | ")
                .append(type(argument.shape()))
                .append(" | ")
                .append(argument.label())
                .append(" |\n");
        if (argument.shape() instanceof Shape.MapOf map) {
            map.fields().forEach(field -> argument(name + ".", field, out));
        } else if (argument.shape() instanceof Shape.ListOf list && list.item() instanceof Shape.MapOf map) {
            map.fields().forEach(field -> argument(name + "[].", field, out));
        }
    }

    private String type(Shape shape) {
        return switch (shape) {
            case Shape.Code code -> {
                CodeList list = registry.codes(code.list()).orElseThrow();
                String words =
                        list.codes().stream().limit(12).map(CodeList.Code::code).collect(Collectors.joining(" "));
                yield words + (list.codes().size() > 12 ? " ..." : "") + (list.open() ? " or another word" : "");
            }
            case Shape.ListOf list -> "list: " + type(list.item());
            case Shape.MapOf map ->
                map.attributes()
                        ? "map of attributes" + (map.any() ? " or anything" : "")
                        : map.any() ? "map of anything" : "map";
            default -> Shapes.describe(shape);
        };
    }

    private static void older(Verb verb, StringBuilder out) {
        List<String> names = new ArrayList<>();
        for (Verb.Alias alias : verb.aliases()) {
            String keys = alias.keys().entrySet().stream()
                    .map(e -> "`" + e.getKey() + "` for `" + e.getValue() + "`")
                    .collect(Collectors.joining(", "));
            String implied = alias.implied().entrySet().stream()
                    .map(e -> "`:" + e.getKey() + " " + e.getValue().compact() + "`")
                    .collect(Collectors.joining(", "));
            String name = alias.name().equals(verb.name()) ? "" : "`" + alias.name() + "`";
            names.add(Stream.of(name, implied.isEmpty() ? "" : "which means " + implied, keys)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" ")));
        }
        if (!names.isEmpty()) {
            out.append("Older spellings: ").append(String.join("; ", names)).append(".\n\n");
        }
    }

    /** The tables that a verb writes; the outbox for what leaves the house. */
    private Set<String> tables(Verb verb) {
        Set<String> tables = new TreeSet<>();
        for (Effect effect : verb.effects()) {
            switch (effect) {
                case Effect.Declare e -> table(e.kind(), tables);
                case Effect.Restate e -> table(e.kind(), tables);
                case Effect.Amend e -> table(e.kind(), tables);
                case Effect.Advance e -> registry.track(e.track()).ifPresent(track -> table(track.kind(), tables));
                case Effect.Change _ -> assets(tables);
                case Effect.Look _, Effect.Tell _ -> {}
                case Effect.Emit _ -> tables.add("outbox");
            }
        }
        if (verb.arguments().stream()
                .anyMatch(a -> a.shape() instanceof Shape.Dependent d && d.part() == Shape.Part.ARGUMENTS)) {
            assets(tables);
        }
        return tables;
    }

    private void table(String kind, Set<String> tables) {
        registry.kind(kind).map(Kind::table).ifPresent(tables::add);
    }

    /** What a form that names an asset may write. */
    private void assets(Set<String> tables) {
        registry.codes("asset")
                .ifPresent(list ->
                        list.codes().forEach(code -> table(code.properties().getOrDefault("kind", ""), tables)));
    }

    /** The codes that a verb's own rules, references and effects may raise. */
    private static Set<String> diagnostics(Verb verb) {
        Set<String> codes = verb.rules().stream().map(Rule::code).collect(Collectors.toCollection(TreeSet::new));
        if (verb.arguments().stream().anyMatch(Argument::required)) {
            codes.add("VOC-MISSING");
        }
        if (verb.arguments().stream().anyMatch(argument -> refers(argument.shape()))) {
            codes.add("REF-UNKNOWN");
        }
        for (Effect effect : verb.effects()) {
            switch (effect) {
                case Effect.Declare _ -> codes.add("STA-EXISTS");
                case Effect.Restate e -> {
                    if (!e.identity().isEmpty()) {
                        codes.add("RUL-RESTATED-OTHERWISE");
                    }
                }
                case Effect.Advance _ -> codes.add("STA-STEP");
                case Effect.Change _ ->
                    codes.addAll(List.of("RUL-NOTHING-FOUND", "LIM-FOUND", "STA-STEP", "TYP-CONDITION"));
                case Effect.Look _ -> codes.addAll(List.of("VOC-COLUMN", "TYP-NUMBER"));
                case Effect.Amend _, Effect.Emit _, Effect.Tell _ -> {}
            }
            if (effect.sources().stream().anyMatch(Pages::compares)) {
                codes.add("RUL-OUTCOME-DIFFERS");
            }
        }
        return codes;
    }

    private static boolean compares(Source source) {
        return source instanceof Source.Determined determined && determined.part() == Source.Part.DIFFERENCES;
    }

    private static boolean refers(Shape shape) {
        return switch (shape) {
            case Shape.Ref _ -> true;
            case Shape.ListOf list -> refers(list.item());
            case Shape.MapOf map -> map.fields().stream().anyMatch(field -> refers(field.shape()));
            default -> false;
        };
    }

    // ---- dictionary

    /** Every attribute of the dictionary by group. */
    public String attributes() {
        StringBuilder out = new StringBuilder(HEAD).append("# Attributes\n\n");
        out.append(registry.attributes().size())
                .append(" attributes of the dictionary; the arguments of verbs are attributes too (group `arg`).")
                .append(" The key is what rows and canonical text use.\n");
        Map<String, List<Attribute>> groups = registry.attributes().stream()
                .collect(Collectors.groupingBy(Attribute::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, attributes) -> {
            out.append("\n## ").append(group);
            out.append(
                    "\n\n| name | key | type | privacy | source | what it is | UUID |\n|---|---|---|---|---|---|---|\n");
            attributes.forEach(a -> out.append("| `")
                    .append(a.name())
                    .append("` | `")
                    .append(a.key())
                    .append("` | ")
                    .append(type(a.shape()))
                    .append(" | ")
                    .append(a.privacy().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(a.source())
                    .append(" | ")
                    .append(a.description())
                    .append(" | `")
                    .append(a.id())
                    .append("` |\n"));
        });
        return out.toString();
    }
}
