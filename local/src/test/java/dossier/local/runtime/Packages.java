package dossier.local.runtime;

import dossier.edge.Variable;
import dossier.local.SigningKey;
import dossier.local.template.Template;
import dossier.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The functions' packages as this build made them, and how the template starts them. */
final class Packages {
    static final List<String> MODULES = List.of("execute", "generate", "query", "health", "upkeep", "migrate");

    private Packages() {}

    /** The folder of a module's package. */
    static Path folder(String module) {
        Path folder = Path.of("..", "functions", module, System.getProperty("dossier.build", "target"), "package");
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no package at " + folder + "; Maven's package phase makes it");
        }
        return folder;
    }

    static Template template(String queues) {
        try (InputStream in = Objects.requireNonNull(Packages.class.getResourceAsStream("/template.yaml"))) {
            return Template.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), queues);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    static Template.LambdaFunction function(String id, String queues) {
        return template(queues).functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The module that a handler's package names. */
    static Path folder(Template.LambdaFunction function) {
        return folder(function.handler().split("\\.", -1)[1]);
    }

    /** What the template sets, over a database, keys and queues of the test. */
    static Map<String, String> environment(
            Template.LambdaFunction function, TestDatabase database, SigningKey key, String queues) {
        Map<String, String> environment = new LinkedHashMap<>(function.environment());
        String role = function.environment().getOrDefault(Variable.DATABASE_USER.name(), "");
        environment.replace(
                Variable.DATABASE_URL.name(),
                "postgresql://" + role + ":" + database.password() + "@" + database.host() + ":" + database.port() + "/"
                        + database.name());
        environment.replace(Variable.DOSSIER_JWKS.name(), key.publicKeys());
        environment.replace(Variable.SQS_ENDPOINT.name(), queues);
        return environment;
    }
}
