package dossier.pipeline;

import dossier.language.Diagnostic;
import dossier.registry.Rule;
import dossier.registry.Source;
import dossier.registry.TypedForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the rules that add up over many things, once all forms of a document have run. */
final class SumRules {
    private final Prepared prepared;
    private final Draft draft;
    private final Findings findings;

    SumRules(Prepared prepared, Draft draft, Findings findings) {
        this.prepared = prepared;
        this.draft = draft;
        this.findings = findings;
    }

    /** Each group once, told at the last form that speaks of it. */
    void check() {
        record Sum(Rule.SumAtMost rule, String group) {}
        Map<Sum, TypedForm> sums = new LinkedHashMap<>();
        for (TypedForm form : prepared.forms()) {
            for (Rule rule : form.rules()) {
                if (rule instanceof Rule.SumAtMost sum) {
                    form.value(sum.path()).ifPresent(group -> sums.put(new Sum(sum, group.plain()), form));
                }
            }
        }
        sums.forEach((sum, form) -> checkSum(form, sum.rule, sum.group));
    }

    private void checkSum(TypedForm form, Rule.SumAtMost rule, String group) {
        Map<ThingKey, List<Draft.Working>> things = draft.group(new Needs.Group(rule.kind(), rule.groupBy(), group));
        Sums.over(rule, group, things.values()).ifPresent(excess -> {
            String label = rule.sum().replace('_', ' ');
            findings.report(
                    form,
                    Findings.spanOf(form, new Source.Said(rule.path())),
                    Diagnostic.error(
                                    rule.code(),
                                    "The " + label + " in \"" + group + "\" would add up to "
                                            + excess.sum().stripTrailingZeros().toPlainString() + " %"
                                            + excess.date()
                                                    .map(d -> " from " + d)
                                                    .orElse("") + ".")
                            .found(excess.sum().stripTrailingZeros().toPlainString() + "%")
                            .expecting(List.of("at most " + rule.limit().toPlainString() + "%"))
                            .hint("Counted: " + contributors(things.keySet()) + ". Restate or end one of them first."));
        });
    }

    private static String contributors(Set<ThingKey> keys) {
        return keys.stream().map(ThingKey::id).sorted().limit(8).collect(Collectors.joining(", "))
                + (keys.size() > 8 ? " and " + (keys.size() - 8) + " more" : "");
    }
}
