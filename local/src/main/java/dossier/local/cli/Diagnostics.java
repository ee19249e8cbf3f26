package dossier.local.cli;

import dossier.json.Json;
import dossier.language.Caret;
import dossier.language.Diagnostic;
import dossier.language.Position;
import dossier.language.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Diagnostics as answers carry them, shown to a person. */
final class Diagnostics {
    private Diagnostics() {}

    /** Every diagnostic of an answer, with the place marked in the text it is about. */
    static void show(Terminal terminal, String name, String text, Json.Object answer) {
        Caret caret = new Caret(name, text);
        for (Json json : answer.array("diagnostics").orElse(List.of())) {
            json.asObject().map(Diagnostics::read).ifPresent(diagnostic -> show(terminal, caret, diagnostic));
        }
    }

    static void show(Terminal terminal, Caret caret, Diagnostic diagnostic) {
        String shown = caret.render(diagnostic).stripTrailing();
        Terminal.Style style = switch (diagnostic.severity()) {
            case ERROR -> Terminal.Style.RED;
            case WARNING -> Terminal.Style.YELLOW;
            case NOTE -> Terminal.Style.CYAN;
        };
        int end = shown.indexOf('\n') < 0 ? shown.length() : shown.indexOf('\n');
        terminal.note(terminal.styled(style, shown.substring(0, end)) + shown.substring(end));
    }

    private static Diagnostic read(Json.Object json) {
        Severity severity =
                Severity.valueOf(json.text("severity").orElse("error").toUpperCase(Locale.ROOT));
        return new Diagnostic(
                json.text("code").orElse(""),
                severity,
                json.text("message").orElse(""),
                json.object("position").map(Diagnostics::position),
                json.integer("form").map(Long::intValue),
                json.text("found").orElse(""),
                texts(json, "expected"),
                texts(json, "nearest"),
                json.text("hint").orElse(""));
    }

    private static Position position(Json.Object json) {
        return new Position(
                number(json, "offset"), number(json, "line"), number(json, "column"), number(json, "length"));
    }

    private static int number(Json.Object json, String name) {
        return json.integer(name).orElse(0L).intValue();
    }

    private static List<String> texts(Json.Object json, String name) {
        return json.array(name).orElse(List.of()).stream()
                .map(Json::asText)
                .flatMap(Optional::stream)
                .toList();
    }
}
