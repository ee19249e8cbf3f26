package dossier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** All YAML files of some folders, merged section by section; a name may stand only once in a section. */
record Sections(Map<String, Map<String, Item>> sections) {
    private static final Set<String> SECTIONS =
            Set.of("verbs", "kinds", "tracks", "codes", "attributes", "phrases", "templates", "general-case");

    static Sections read(List<Path> folders, Problems problems) throws IOException {
        Sections files = new Sections(new LinkedHashMap<>());
        for (Path folder : folders) {
            List<Path> yaml;
            try (Stream<Path> found = Files.list(folder)) {
                yaml = found.filter(path -> path.toString().endsWith(".yaml"))
                        .sorted()
                        .toList();
            }
            for (Path path : yaml) {
                files.add(path, problems);
            }
        }
        return files;
    }

    private void add(Path path, Problems problems) throws IOException {
        String name = String.valueOf(path.getFileName());
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setAllowDuplicateKeys(true)
                    .setCodePointLimit(50_000_000)
                    .setMaxAliasesForCollections(1_000)
                    .build();
            String text = Files.readString(path);
            Node node =
                    new Compose(settings).composeString(text).orElseThrow(() -> new IOException(name + " is empty"));
            new Item(name, node, problems).members(SECTIONS).forEach((section, item) -> merge(section, item));
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(name, line, malformed.getProblem());
        }
    }

    private void merge(String section, Item item) {
        Map<String, Item> into = sections.computeIfAbsent(section, _ -> new LinkedHashMap<>());
        if (!item.isMap()) {
            into.put(section, item);
            return;
        }
        item.members().forEach((name, entry) -> {
            Item before = into.putIfAbsent(name, entry);
            if (before != null) {
                entry.problem(name + " stands in " + before.file() + ":" + before.line() + " too");
            }
        });
    }

    Map<String, Item> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }
}
