package dossier.local.cli;

import dossier.json.Json;
import dossier.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
}
