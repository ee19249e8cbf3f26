package dossier.local.cli;

import dossier.local.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Makes a development token. */
record Token(Terminal terminal, Place place, Clock clock) implements Command {
    @Override
    public String usage() {
        return "token [--user NAME] [--roles A,B] [--tenant T] [--hours N]";
    }

    @Override
    public String does() {
        return "makes a token for a server that this user runs here";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("user", "roles", "tenant", "hours"));
        arguments.none();
        String hours = arguments.value("hours").orElse("12");
        if (!hours.matches("[1-9][0-9]{0,3}")) {
            throw new Arguments.Usage("--hours must be 1 to 9999.");
        }
        List<String> roles = Arrays.stream(
                        arguments.value("roles").orElse("admin").split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .toList();
        terminal.line(SigningKey.in(place.folders().state())
                .token(
                        arguments.value("user").orElse("local"),
                        arguments.value("tenant").orElse("local"),
                        roles,
                        clock.instant(),
                        Duration.ofHours(Long.parseLong(hours))));
        return DONE;
    }
}
