package dossier.compiler;

import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The build's command: {@code compile OUTPUT-FOLDER YAML-FOLDER...} writes the compiled registry,
 * {@code tables KIND,...|all YAML-FOLDER...} prints the SQL of kinds' tables for a new migration.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3 || !List.of("compile", "tables", "pages").contains(args[0])) {
            System.err.println("usage: compile OUTPUT-FOLDER YAML-FOLDER... | tables KIND,...|all YAML-FOLDER..."
                    + " | pages OUTPUT-FOLDER YAML-FOLDER...");
            System.exit(2);
        }
        List<Path> folders = Arrays.stream(args).skip(2).map(Path::of).toList();
        try {
            Compiled compiled = Compiler.compile(folders);
            if (args[0].equals("compile")) {
                Path out = Files.createDirectories(Path.of(args[1]).resolve("dossier"));
                Files.writeString(out.resolve("registry.json"), compiled.structureJson());
                Files.writeString(out.resolve("phrases.json"), compiled.phrasesJson());
            } else if (args[0].equals("pages")) {
                Pages pages = new Pages(RegistryLoader.load(compiled.structureJson()));
                Path out = Files.createDirectories(Path.of(args[1]));
                Files.writeString(out.resolve("verbs.md"), pages.verbs());
                Files.writeString(out.resolve("attributes.md"), pages.attributes());
            } else {
                List<String> wanted = List.of(args[1].split(",", -1));
                System.out.print(Tables.sql(RegistryLoader.load(compiled.structureJson()).kinds().stream()
                        .filter(kind -> wanted.contains("all") || wanted.contains(kind.name()))
                        .toList()));
            }
        } catch (CompilationFailed failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }
}
