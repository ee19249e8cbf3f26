package dossier.local.cli;

import dossier.local.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs the local stack until it is told to stop. */
record Serve(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "serve [--port 8080] [--data DIR] [--tokens] [--verbose]";
    }

    @Override
    public String does() {
        return "runs API, queues, schedules and web page";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("tokens", "verbose"), Set.of("port", "data"));
        arguments.none();
        String port = arguments.value("port").orElse("8080");
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new Arguments.Usage("--port must be 0 to 65535.");
        }
        Consumer<String> log = arguments.has("verbose") ? terminal::note : Serve::ignore;
        Stack stack = Stack.start(place.options(place.data(arguments), true, log), terminal.progress());
        try {
            terminal.line("ready http://127.0.0.1:" + stack.serve(Integer.parseInt(port), arguments.has("tokens")));
        } catch (IOException taken) {
            stack.close();
            throw new IOException("Port " + port + " cannot be used: " + taken.getMessage(), taken);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            // Being told to stop is how serving ends well; the virtual machine alone would report the signal.
            Runtime.getRuntime().halt(DONE);
        }));
        new CountDownLatch(1).await();
        return DONE;
    }

    private static void ignore(String line) {}
}
