package dossier.local.cli;

import dossier.json.Json;
import dossier.registry.Registry;
import dossier.registry.Shapes;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lists what the registry defines, as it says it itself.
 *
 * @param member of the registry's content
 * @param columns shown to people
 */
record Definitions(Terminal terminal, Supplier<Registry> registry, String member, List<String> columns)
        implements Command {
    @Override
    public String usage() {
        return member + " [WORD...] [--json]";
    }

    @Override
    public String does() {
        return "lists the " + member + " that hold the words";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("json"), Set.of());
        List<Json> found = new ArrayList<>();
        for (Json one : Json.parse(registry.get().content())
                .orThrow()
                .at(member)
                .flatMap(Json::asArray)
                .orElse(List.of())) {
            String text = one.compact().toLowerCase(Locale.ROOT);
            if (arguments.operands().stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)))) {
                found.add(one);
            }
        }
        Optional<Verb> verb =
                arguments.operands().size() == 1 ? verb(arguments.operands().getFirst()) : Optional.empty();
        if (!arguments.has("json") && verb.isPresent()) {
            show(verb.get());
            return DONE;
        }
        if (arguments.has("json")) {
            terminal.line(Json.array(found).compact());
        } else {
            terminal.table(
                    columns,
                    found.stream()
                            .map(one -> columns.stream()
                                    .map(column -> Executions.cell(one, column))
                                    .toList())
                            .toList());
        }
        return found.isEmpty() ? REJECTED : DONE;
    }

    /** Where verbs are listed, the one of this name, today's or an older one. */
    private Optional<Verb> verb(String name) {
        return member.equals("verbs")
                ? registry.get().verb(name).or(() -> registry.get().alias(name).map(Registry.Aliased::verb))
                : Optional.empty();
    }

    /** A verb as somebody needs it who is about to write a form. */
    private void show(Verb verb) {
        terminal.line(verb.name() + ": " + verb.purpose());
        terminal.table(
                List.of("key", "must", "value", "meaning"),
                verb.arguments().stream()
                        .map(argument -> List.of(
                                ":" + argument.key(),
                                argument.required() ? "!" : "",
                                Shapes.describe(argument.shape()),
                                argument.label()))
                        .toList());
        terminal.line(verb.example());
    }
}
