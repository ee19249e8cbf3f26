package dossier.pipeline;

import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.registry.Comparison;
import dossier.registry.Rule;
import dossier.registry.Source;
import dossier.registry.Typed;
import java.util.List;
import java.util.Optional;

/** Rules over the values there are when a form runs. Stateless. */
final class StateRules {
    private StateRules() {}

    /** Whether every such rule of the form holds; tells of those that do not. */
    static boolean hold(Sayings sayings, Findings findings, boolean strict) {
        boolean hold = true;
        for (Rule rule : sayings.form().rules()) {
            switch (rule) {
                case Rule.Compared compared -> hold &= compared(compared, sayings, findings);
                case Rule.Present present -> hold &= present(present, sayings, findings, strict);
                case Rule.Acyclic acyclic -> hold &= acyclic(acyclic, sayings, findings);
                default -> {}
            }
        }
        return hold;
    }

    private static boolean compared(Rule.Compared rule, Sayings sayings, Findings findings) {
        Comparison comparison = rule.comparison();
        Optional<Typed> left = sayings.value(comparison.left());
        Optional<Typed> right = sayings.value(comparison.right());
        if (left.isEmpty() || right.isEmpty() || comparison.holds(left.get(), right.get())) {
            return true;
        }
        findings.report(
                sayings.form(),
                Findings.spanOf(sayings.form(), comparison.left()),
                Diagnostic.error(rule.code(), rule.message())
                        .found(left.get().plain())
                        .expecting(List.of(right.get().plain())));
        return false;
    }

    private static boolean acyclic(Rule.Acyclic rule, Sayings sayings, Findings findings) {
        if (!(sayings.stages(rule.staged()) instanceof Stages.Outcome.Cycle(List<String> names))) {
            return true;
        }
        findings.report(
                sayings.form(),
                Findings.spanOf(
                        sayings.form(),
                        rule.staged().more().orElse(rule.staged().codes())),
                Diagnostic.error(rule.code(), "These wait for each other: " + String.join(", ", names) + ".")
                        .found(String.join(" -> ", names) + " -> " + names.getFirst())
                        .hint("Let one of them start without the other."));
        return false;
    }

    private static boolean present(Rule.Present rule, Sayings sayings, Findings findings, boolean strict) {
        boolean there = sayings.value(rule.source())
                .filter(value -> !(value instanceof Typed.Nothing))
                .isPresent();
        if (!there) {
            Source source = rule.source();
            Diagnostic missing = Diagnostic.error(rule.code(), rule.message());
            findings.report(
                    sayings.form(),
                    Findings.spanOf(sayings.form(), source),
                    strict ? missing : missing.as(Severity.WARNING));
        }
        return there;
    }
}
