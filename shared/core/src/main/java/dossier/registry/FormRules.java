package dossier.registry;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The rules that a form must keep by itself. Those that need the database are the processor's. */
final class FormRules {
    private final Verb verb;
    private final Arguments arguments;
    private final Report report;
    private final boolean strict;

    private FormRules(Verb verb, Arguments arguments, Report report, boolean strict) {
        this.verb = verb;
        this.arguments = arguments;
        this.report = report;
        this.strict = strict;
    }

    /** @param strict whether what is left unsaid is an error; a lenient reading warns of it */
    static void check(Verb verb, Arguments arguments, Report report, boolean strict) {
        FormRules rules = new FormRules(verb, arguments, report, strict);
        verb.rules().forEach(rules::check);
    }

    private void check(Rule rule) {
        switch (rule) {
            case Rule.AtLeastOne r -> {
                if (applies(r.when()) && said(r.paths()).isEmpty()) {
                    report.complain(
                            strict,
                            Diagnostic.error(r.code(), verb.name() + " needs at least one of " + keys(r.paths()))
                                    .expecting(r.paths()),
                            arguments.form().verbSpan());
                }
            }
            case Rule.ExactlyOne r -> exactlyOne(r);
            case Rule.Ordered r -> ordered(r);
            case Rule.Distinct r -> distinct(r);
            case Rule.Within r -> within(r);
            case Rule.Unused _,
                    Rule.SumAtMost _,
                    Rule.SecondPerson _,
                    Rule.ThingIs _,
                    Rule.Held _,
                    Rule.Compared _,
                    Rule.Present _,
                    Rule.Acyclic _ -> {}
        }
    }

    private void exactlyOne(Rule.ExactlyOne rule) {
        List<String> said = said(rule.paths());
        if (!applies(rule.when()) || said.size() == 1) {
            return;
        }
        String message = verb.name() + " needs exactly one of " + keys(rule.paths());
        report.add(
                Diagnostic.error(rule.code(), message).found(keys(said)).expecting(rule.paths()),
                said.isEmpty() ? arguments.form().verbSpan() : arguments.where(said.getLast()));
    }

    private void ordered(Rule.Ordered rule) {
        Optional<LocalDate> first = date(rule.first());
        Optional<LocalDate> second = date(rule.second());
        if (first.isPresent() && second.isPresent() && first.get().isAfter(second.get())) {
            String message = ":" + rule.second() + " must not be before :" + rule.first();
            report.add(
                    Diagnostic.error(rule.code(), message)
                            .found(second.get().toString())
                            .expecting(List.of(first.get() + " or later")),
                    arguments.where(rule.second()));
        }
    }

    private void distinct(Rule.Distinct rule) {
        Optional<String> first = arguments.value(rule.first()).map(Typed::plain);
        Optional<String> second = arguments.value(rule.second()).map(Typed::plain);
        if (first.isPresent() && first.equals(second)) {
            String message = ":" + rule.first() + " and :" + rule.second() + " must differ";
            report.add(Diagnostic.error(rule.code(), message).found(second.get()), arguments.where(rule.second()));
        }
    }

    private boolean applies(Optional<Rule.When> when) {
        return when.map(w -> w.holds(arguments.value(w.path()))).orElse(true);
    }

    private void within(Rule.Within rule) {
        List<Json> outside = arguments.value(rule.path()).map(value -> numbers(value.json())).orElse(List.of()).stream()
                .filter(number -> !within(rule, number))
                .toList();
        if (!outside.isEmpty()) {
            boolean words = outside.stream().noneMatch(Json.Number.class::isInstance);
            String bounds = rule.min().toPlainString() + " to " + rule.max().toPlainString();
            report.complain(
                    strict || !words,
                    Diagnostic.error(rule.code(), ":" + rule.path() + " must lie within " + bounds)
                            .found(outside.getFirst().compact())
                            .expecting(List.of("a number from " + bounds)),
                    arguments.where(rule.path()));
        }
    }

    private static boolean within(Rule.Within rule, Json json) {
        return json instanceof Json.Number number
                && number.value().compareTo(rule.min()) >= 0
                && number.value().compareTo(rule.max()) <= 0;
    }

    /** What stands at the ends of maps and lists. */
    private static List<Json> numbers(Json json) {
        return switch (json) {
            case Json.Object map ->
                map.members().values().stream()
                        .flatMap(v -> numbers(v).stream())
                        .toList();
            case Json.Array list ->
                list.items().stream().flatMap(v -> numbers(v).stream()).toList();
            case Json.Null _ -> List.of();
            default -> List.of(json);
        };
    }

    private List<String> said(List<String> paths) {
        return paths.stream().filter(path -> arguments.value(path).isPresent()).toList();
    }

    private Optional<LocalDate> date(String path) {
        return arguments.value(path).flatMap(value -> switch (value) {
            case Typed.Date date -> Optional.of(date.value());
            case Typed.Time time -> Optional.of(time.value().toLocalDate());
            default -> Optional.empty();
        });
    }

    private static String keys(List<String> paths) {
        return String.join(", ", paths.stream().map(path -> ":" + path).toList());
    }
}
