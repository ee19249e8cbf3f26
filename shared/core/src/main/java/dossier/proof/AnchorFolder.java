package dossier.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Anchors as files of a folder, named by their time. A file is written aside and moved into its place. Thread-safe. */
public record AnchorFolder(Path folder) implements Anchors.Store {
    private static final String SUFFIX = ".anchor";

    @Override
    public Optional<String> last() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> last = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .max(Comparator.comparing(file -> file.getFileName().toString()));
            return last.isPresent() ? Optional.of(Files.readString(last.get())) : Optional.empty();
        }
    }

    @Override
    public void keep(Instant time, String file) throws IOException {
        Files.createDirectories(folder);
        // Fixed width, so that names sort as their times do.
        String name = "%020d%09d".formatted(time.getEpochSecond(), time.getNano()) + SUFFIX;
        Path aside = Files.createTempFile(folder, "anchor", ".new");
        Files.writeString(aside, file);
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
