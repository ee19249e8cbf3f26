package dossier.local.cli;

import dossier.local.Stack;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where a command works: on a server it is given, or on a stack of its own over the data folder. */
final class Place {
    private static final Duration TOKEN_LIVES = Duration.ofHours(1);

    private final Map<String, String> environment;
    private final Folders folders;
    private final Terminal terminal;
    private final Clock clock;

    Place(Map<String, String> environment, Terminal terminal, Clock clock) {
        this.environment = environment;
        this.folders = Folders.of(environment);
        this.terminal = terminal;
        this.clock = clock;
    }

    Folders folders() {
        return folders;
    }

    /** The server that the arguments name, or the functions over the data folder. */
    Api open(Arguments arguments) throws Exception {
        if (arguments.value("server").isPresent()) {
            return Api.There.at(
                    arguments.value("server").get(),
                    arguments.value("token").or(() -> Optional.ofNullable(environment.get("DOSSIER_TOKEN"))));
        }
        Stack stack = Stack.start(options(data(arguments), false, line -> {}), terminal.progress());
        return new Api.Here(
                stack.gateway(),
                () -> stack.key().token("local", "local", Set.of("admin"), clock.instant(), TOKEN_LIVES),
                stack::close);
    }

    Path data(Arguments arguments) {
        return arguments.value("data").map(Path::of).orElse(folders.data()).toAbsolutePath();
    }

    /** @param whole whether queues and schedules run too */
    Stack.Options options(Path data, boolean whole, Consumer<String> log) {
        return new Stack.Options(
                data,
                folders.state(),
                variable("DATABASE_URL"),
                variable("DATABASE_PROXY"),
                variable("SQS_ENDPOINT"),
                whole,
                whole,
                Optional.empty(),
                log,
                clock,
                environment);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
