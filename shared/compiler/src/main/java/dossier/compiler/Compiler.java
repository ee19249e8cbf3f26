package dossier.compiler;

import dossier.registry.Phrases;
import dossier.registry.RegistryLoader;
import dossier.registry.RegistryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles folders of YAML into one registry. Stateless. */
public final class Compiler {
    private Compiler() {}

    /**
     * All files of all folders together are one registry: a second folder adds to the first.
     *
     * @throws CompilationFailed if they are not sound; it names every problem with file and line
     * @throws IOException if a file cannot be read
     */
    public static Compiled compile(List<Path> folders) throws CompilationFailed, IOException {
        Problems problems = new Problems();
        Sections files = Sections.read(folders, problems);
        problems.throwIfAny();
        Definitions definitions = new Definitions(files);
        String phrases = RegistryWriter.phrases(phrases(files)).compact();
        String structure = RegistryWriter.registry(
                        definitions.verbs(),
                        definitions.kinds(),
                        definitions.tracks(),
                        definitions.codes(),
                        definitions.attributes(),
                        files.section("general-case").values().stream()
                                .map(Item::text)
                                .findFirst()
                                .orElse(""),
                        RegistryLoader.hash(phrases))
                .compact();
        problems.throwIfAny();
        Checks.run(files, RegistryLoader.load(structure), RegistryLoader.phrases(phrases));
        problems.throwIfAny();
        return new Compiled(structure, phrases, RegistryLoader.hash(structure));
    }

    private static Phrases phrases(Sections files) {
        Map<String, List<String>> phrases = new LinkedHashMap<>();
        Map<String, List<String>> heads = new LinkedHashMap<>();
        Map<String, Map<String, List<String>>> cues = new LinkedHashMap<>();
        files.section("phrases").forEach((verb, item) -> {
            item.members(Set.of("phrases", "heads", "cues"));
            phrases.put(verb, item.texts("phrases"));
            heads.put(verb, item.texts("heads"));
            Map<String, List<String>> byPath = new LinkedHashMap<>();
            item.find("cues").ifPresent(all -> all.members().forEach((path, words) -> byPath.put(path, words.texts())));
            cues.put(verb, byPath);
        });
        return new Phrases(phrases, heads, cues, templates(files));
    }

    private static List<Phrases.Template> templates(Sections files) {
        List<Phrases.Template> out = new ArrayList<>();
        files.section("templates").forEach((name, item) -> {
            item.members(Set.of("heads", "steps"));
            List<Phrases.Step> steps = new ArrayList<>();
            item.find("steps").ifPresent(all -> all.items().forEach(step -> steps.add(step(step))));
            out.add(new Phrases.Template(name, item.texts("heads"), List.copyOf(steps)));
        });
        return List.copyOf(out);
    }

    private static Phrases.Step step(Item step) {
        step.members(Set.of("verb", "set", "when"));
        Map<String, String> set = new LinkedHashMap<>();
        step.find("set").ifPresent(all -> all.members().forEach((path, value) -> set.put(path, value.text())));
        return new Phrases.Step(step.text("verb"), set, step.texts("when"));
    }
}
