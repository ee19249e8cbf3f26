package dossier.local.cli;

import dossier.json.Json;
import dossier.local.cli.Terminal.Style;
import dossier.ownership.Answers;
import dossier.ownership.Batch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who owns and controls, straight from a document or a file of questions; no database. */
record Ubo(Terminal terminal, Clock clock) implements Command {
    /** Options and the members of a query they are. */
    private static final Map<String, String> QUERY = Map.of(
            "entity", "entity",
            "regimes", "regimes",
            "valid-at", "validAt",
            "known-at", "knownAt",
            "evidence", "evidence",
            "blocked", "blocked");

    @Override
    public String usage() {
        return "ubo FILE [--entity ID] [--regimes A,B] [--valid-at DATE] [--known-at TIME] [--evidence LIST]"
                + " [--blocked IDS] [--lenient] [--json]\nubo --batch FILE.jsonl";
    }

    @Override
    public String does() {
        return "says who owns and controls, straight from a document";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Set<String> options = new java.util.TreeSet<>(QUERY.keySet());
        options.add("batch");
        options.add("svg");
        Arguments arguments = Arguments.parse(typed, Set.of("json", "lenient", "sensitivity"), options);
        if (arguments.value("batch").isPresent()) {
            arguments.none();
            return batch(arguments.value("batch").get());
        }
        Documents document = Documents.read(arguments.only("one file, or - for standard input"));
        Json.Builder query = Json.object();
        QUERY.forEach((option, member) -> query.putText(member, arguments.value(option)));
        if (arguments.has("sensitivity")) {
            query.put("sensitivity", true);
        }
        Answers answers = Answers.shipped(clock);
        Answers.Opened opened = answers.open(document.text(), !arguments.has("lenient"));
        Json.Object answer = opened.answer(query.build());
        if (arguments.value("svg").isPresent()) {
            draw(
                    answers,
                    opened,
                    query.build(),
                    answer,
                    Path.of(arguments.value("svg").get()));
        }
        if (arguments.has("json")) {
            terminal.line(answer.compact());
        } else {
            show(answer);
        }
        return answer.has("diagnostics") ? REJECTED : DONE;
    }

    /** Draws what was answered; nothing is written where there is no answer. */
    private void draw(Answers answers, Answers.Opened opened, Json.Object query, Json.Object answer, Path out)
            throws IOException {
        Optional<String> picture = answer.text("entity")
                .flatMap(entity -> answers.understand(query).asked().flatMap(asked -> opened.svg(asked.about(entity))));
        if (picture.isPresent()) {
            Files.writeString(out, picture.get(), StandardCharsets.UTF_8);
        }
    }

    private int batch(String file) throws Exception {
        Batch batch = new Batch(Answers.shipped(clock));
        if (file.equals("-")) {
            Documents.read(file)
                    .text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> terminal.line(batch.line(line).compact()));
            return DONE;
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new Arguments.Usage("There is no file " + file + ".");
        }
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    terminal.line(batch.line(line).compact());
                }
            }
        }
        return DONE;
    }

    private void show(Json.Object answer) {
        answer.array("diagnostics")
                .ifPresent(all ->
                        all.forEach(one -> terminal.line(terminal.styled(Style.RED, Executions.cell(one, "code"))
                                + " " + Executions.cell(one, "message")
                                + " " + Executions.cell(one, "hint"))));
        answer.text("entity").ifPresent(entity -> terminal.line(terminal.styled(Style.BOLD, entity)));
        section("determinations", List.of("regime", "person", "verdict"), answer);
        section("sanctions", List.of("regime", "entity", "verdict"), answer);
        answer.object("sensitivity").ifPresent(this::sensitivity);
        for (Json finding : answer.array("findings").orElse(List.of())) {
            terminal.line(terminal.styled(Style.YELLOW, "  " + Executions.cell(finding, "code")) + " "
                    + Executions.cell(finding, "message"));
        }
    }

    private void sensitivity(Json.Object result) {
        List<Json> flips = result.array("flips").orElse(List.of());
        if (flips.isEmpty()) {
            terminal.line("  No single link, within its band or by one share, would flip a verdict.");
        }
        for (Json flip : flips) {
            terminal.line("  " + terminal.styled(Style.CYAN, Executions.cell(flip, "change")));
            for (Json turn : flip.at("flips").flatMap(Json::asArray).orElse(List.of())) {
                terminal.line("      " + Executions.cell(turn, "person") + " under " + Executions.cell(turn, "regime")
                        + ": " + Executions.cell(turn, "from") + " would be " + Executions.cell(turn, "to"));
            }
        }
    }

    private void section(String member, List<String> head, Json.Object answer) {
        for (Json one : answer.array(member).orElse(List.of())) {
            String said = String.join(
                    "  ", head.stream().map(name -> Executions.cell(one, name)).toList());
            terminal.line("  " + terminal.styled(Style.CYAN, said));
            terminal.line("      " + Executions.cell(one, "explanation"));
        }
    }
}
