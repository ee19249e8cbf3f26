package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Canonical;
import dossier.language.Diagnostic;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Printer;
import dossier.language.json.DocumentJson;
import dossier.language.json.Yaml;
import dossier.pipeline.Answer.Fault;
import dossier.registry.Checked;
import dossier.registry.Explanation;
import dossier.registry.Registry;
import dossier.registry.Typing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Parses a document, or renders it another way; needs no database. */
final class Transforms {
    /** Text in, by format, the document it says. */
    private static final String FROM_JSON = "dsl";

    /** What would be written. */
    static final String SQL = "sql";

    private final Typing typing;
    private final Explanation explanation;
    private final Map<String, Rendering> formats;

    @FunctionalInterface
    private interface Rendering {
        String render(Parsed parsed, Checked checked);
    }

    Transforms(Registry registry, Typing typing) {
        this.typing = typing;
        this.explanation = new Explanation(registry);
        this.formats = new TreeMap<>(Map.of(
                "json",
                        (parsed, checked) ->
                                DocumentJson.write(parsed.document()).pretty(),
                "yaml", (parsed, checked) -> Yaml.write(DocumentJson.write(parsed.document())),
                "pretty", (parsed, checked) -> Printer.pretty(parsed.document()),
                "minify", (parsed, checked) -> Printer.minify(parsed.document()),
                "canonical", (parsed, checked) -> Canonical.text(checked.document(), registry),
                "documentation", (parsed, checked) -> documentation(checked)));
    }

    /** Whether a transform shows what would be written, for which the case has to be looked at. */
    static boolean needsPlan(Request request) {
        return format(request).equals(SQL);
    }

    /** The name of a format, its older spellings included. */
    private static String format(Request request) {
        String said = request.format().orElse("canonical");
        String name = said.startsWith("to-") ? said.substring("to-".length()) : said;
        return switch (name) {
            case "normalize" -> "canonical";
            case "from-json" -> FROM_JSON;
            default -> name;
        };
    }

    Answer answer(Request request, Request.Unit unit, Report report) {
        return request.operation() == Operation.PARSE
                ? parse(request, unit.document(), report)
                : transform(request, unit, report);
    }

    private Answer parse(Request request, String text, Report report) {
        Parsed parsed = Parser.parse(text);
        report.diagnose(parsed.diagnostics());
        step(report, parsed);
        if (parsed.hasErrors()) {
            return rejected(request, report);
        }
        return done(request, report, Json.object().put("ast", DocumentJson.withPositions(parsed.document())));
    }

    private Answer transform(Request request, Request.Unit unit, Report report) {
        String format = format(request);
        if (format.equals(FROM_JSON)) {
            return fromJson(request, unit.document(), report);
        }
        Rendering rendering = formats.get(format);
        if (rendering == null) {
            return Answer.problem(
                    Fault.UNREADABLE,
                    "format must be one of " + String.join(", ", formats.keySet()) + ", " + SQL + ", " + FROM_JSON
                            + ".");
        }
        Parsed parsed = Parser.parse(unit.document());
        report.diagnose(parsed.diagnostics());
        step(report, parsed);
        if (parsed.hasErrors()) {
            return rejected(request, report);
        }
        Checked checked = typing.check(parsed, unit.options().strict());
        boolean checkedFormat = format.equals("canonical") || format.equals("documentation");
        if (checkedFormat) {
            report.diagnose(checked.diagnostics());
            if (checked.hasErrors()) {
                return rejected(request, report);
            }
        }
        return done(
                request, report, Json.object().put("format", format).put("text", rendering.render(parsed, checked)));
    }

    private Answer fromJson(Request request, String text, Report report) {
        return switch (Json.parse(text)) {
            case Json.Outcome.Malformed bad -> {
                report.diagnose(List.of(Diagnostic.error(
                                "SYN-JSON",
                                "This is not JSON: " + bad.message() + " (line " + bad.line() + ", column "
                                        + bad.column() + ").")
                        .hint("Give the JSON that the format json renders.")));
                yield rejected(request, report);
            }
            case Json.Outcome.Read(Json json) -> {
                Parsed parsed = DocumentJson.read(json, Limits.DEFAULT);
                report.diagnose(parsed.diagnostics());
                step(report, parsed);
                yield parsed.hasErrors()
                        ? rejected(request, report)
                        : done(
                                request,
                                report,
                                Json.object().put("format", FROM_JSON).put("text", Printer.pretty(parsed.document())));
            }
        };
    }

    private static void step(Report report, Parsed parsed) {
        report.step(
                "parse",
                !parsed.hasErrors(),
                report.micros(),
                Execution.count(parsed.document().forms().size(), "form"));
    }

    /** One sentence a form. */
    private String documentation(Checked checked) {
        return checked.forms().stream().map(explanation::sentence).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Answer done(Request request, Report report, Json.Builder body) {
        Json.Object head = Json.object()
                .put("success", true)
                .put("operation", request.operation().wire())
                .put("requestId", request.requestId())
                .put("diagnostics", Json.array(report.diagnostics(), Report::json))
                .build();
        return new Answer.Done(report.complete(head.with(body.build())));
    }

    private static Answer rejected(Request request, Report report) {
        int errors =
                (int) report.diagnostics().stream().filter(Diagnostic::isError).count();
        Json.Object body = Json.object()
                .put("success", false)
                .put("operation", request.operation().wire())
                .put("requestId", request.requestId())
                .build();
        return new Answer.Problem(
                Fault.REJECTED,
                "The document has " + Execution.count(errors, "error") + ".",
                report.diagnostics(),
                report.complete(body),
                Optional.empty());
    }
}
