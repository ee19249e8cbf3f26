package dossier.local.cli;

import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Entry of the command line. */
public final class Main {
    private static final Set<String> HELP = Set.of("help", "--help", "-h");

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Terminal terminal;

    Main(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.terminal = terminal;
        Place place = new Place(environment, terminal, clock);
        Supplier<Registry> registry = RegistryLoader::shipped;
        commands.put("demo", new Demo(terminal, place, clock));
        commands.put("serve", new Serve(terminal, place));
        commands.put("say", new Say(terminal, place));
        commands.put("run", new Run(terminal, place));
        commands.put("check", new Texts.Check(terminal, registry));
        commands.put("fmt", new Texts.Format(terminal));
        commands.put("to", new Transform(terminal, registry, clock));
        commands.put("import", new Import(terminal));
        commands.put("ubo", new Ubo(terminal, clock));
        commands.put("eval", new Evaluate(terminal, registry));
        commands.put("verify", new Verify(terminal, place));
        commands.put("replay", new ReplayCases(terminal, place));
        commands.put("export", new ExportCase(terminal, place));
        commands.put("drill", new Drill(terminal));
        commands.put("verbs", new Definitions(terminal, registry, "verbs", List.of("name", "role", "purpose")));
        commands.put(
                "attributes", new Definitions(terminal, registry, "attributes", List.of("name", "privacy", "label")));
        commands.put("token", new Token(terminal, place, clock));
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] typed) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        int exit = new Main(terminal, System.getenv(), Clock.systemUTC()).run(Arrays.asList(typed));
        System.exit(exit);
    }

    Collection<Command> commands() {
        return commands.values();
    }

    private int run(List<String> typed) {
        if (typed.isEmpty()) {
            help(terminal::note);
            return Command.USAGE;
        }
        boolean asked = typed.getFirst().equals("help") || typed.contains("--help") || typed.contains("-h");
        Optional<String> name =
                typed.stream().filter(word -> !HELP.contains(word)).findFirst();
        if (asked && name.isEmpty()) {
            help(terminal::line);
            return Command.DONE;
        }
        Command command = commands.get(name.orElse(""));
        if (command == null) {
            terminal.note("There is no command " + name.orElse("") + ".");
            help(terminal::note);
            return Command.USAGE;
        }
        if (asked) {
            help(command, terminal::line);
            return Command.DONE;
        }
        try {
            return command.run(typed.subList(1, typed.size()));
        } catch (Arguments.Usage usage) {
            terminal.note(usage.reason());
            command.usage().lines().forEach(line -> terminal.note("usage: ./dossier " + line));
            return Command.USAGE;
        } catch (IOException told) {
            terminal.note(terminal.styled(Terminal.Style.RED, "✗ ")
                    + java.util.Objects.toString(told.getMessage(), told.toString()));
            return Command.REJECTED;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Command.REJECTED;
        } catch (Exception defect) {
            terminal.note("This is a defect:");
            defect.printStackTrace();
            return Command.REJECTED;
        }
    }

    private void help(Consumer<String> out) {
        out.accept("usage: ./dossier COMMAND ...");
        out.accept("");
        commands.values().forEach(command -> help(command, out));
    }

    private void help(Command command, Consumer<String> out) {
        command.usage().lines().forEach(usage -> out.accept("  " + terminal.styled(Terminal.Style.BOLD, usage)));
        out.accept("      " + command.does());
    }
}
