package dossier.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.testcontainers.utility.DockerImageName;

/**
 * The container images of a test run on containers, named by the file that the system property {@code dossier.images}
 * points at. Where an image could not be pulled, the file names a stand-in. Immutable.
 */
public final class Images {
    private static final String PROPERTY = "dossier.images";

    private final Properties names;

    private Images(Properties names) {
        this.names = names;
    }

    /** Those of this run; empty when it runs on embedded services. */
    public static Optional<Images> given() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(file -> !file.isBlank())
                .map(file -> read(Path.of(file)));
    }

    private static Images read(Path file) {
        Properties names = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            names.load(reader);
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "The images of this run are not named: .ci/containers/setup does that", missing);
        }
        return new Images(names);
    }

    /**
     * An image.
     *
     * @param key as in the file
     * @param standsFor the image that Testcontainers' module is made for
     */
    public DockerImageName of(String key, String standsFor) {
        String name = Optional.ofNullable(names.getProperty(key))
                .orElseThrow(() -> new IllegalStateException("No image is named for " + key));
        return DockerImageName.parse(name).asCompatibleSubstituteFor(standsFor);
    }

    /** An image that no module is made for. */
    public DockerImageName of(String key) {
        return of(key, key);
    }
}
