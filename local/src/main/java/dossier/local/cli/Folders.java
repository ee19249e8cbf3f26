package dossier.local.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a user's things are, after the XDG base directories. */
record Folders(Path state, Path data) {
    static Folders of(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        return new Folders(
                folder(environment, "XDG_STATE_HOME", home.resolve(".local/state")),
                folder(environment, "XDG_DATA_HOME", home.resolve(".local/share")));
    }

    /** The variable counts only where it names an absolute path. */
    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(otherwise)
                .resolve("dossier");
    }
}
