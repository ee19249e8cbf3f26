package dossier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The build's command: {@code OUTPUT-FOLDER YAML-FOLDER...}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: OUTPUT-FOLDER YAML-FOLDER...");
            System.exit(2);
        }
        List<Path> folders = Arrays.stream(args).skip(1).map(Path::of).toList();
        try {
            Compiled compiled = Compiler.compile(folders);
            Path out = Files.createDirectories(Path.of(args[0]).resolve("dossier"));
            Files.writeString(out.resolve("registry.json"), compiled.structureJson());
            Files.writeString(out.resolve("phrases.json"), compiled.phrasesJson());
        } catch (CompilationFailed failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }
}
