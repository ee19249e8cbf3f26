package dossier.local.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Documents named on the command line; {@code -} is standard input. */
final class Documents {
    private final String name;
    private final byte[] bytes;

    private Documents(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    static Documents read(String name) throws IOException, Arguments.Usage {
        try {
            return name.equals("-")
                    ? new Documents("standard input", System.in.readAllBytes())
                    : new Documents(name, Files.readAllBytes(Path.of(name)));
        } catch (NoSuchFileException missing) {
            throw new Arguments.Usage("There is no file " + name + ".");
        }
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** What is not UTF-8 shows as replacement characters. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
