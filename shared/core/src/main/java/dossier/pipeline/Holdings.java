package dossier.pipeline;

import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.language.Span;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about the things there are while a document runs. Confined to one thread. */
final class Holdings {
    private static final int MOST_NAMED = 8;

    private final Registry registry;
    private final Draft draft;
    private final Findings findings;

    Holdings(Registry registry, Draft draft, Findings findings) {
        this.registry = registry;
        this.draft = draft;
        this.findings = findings;
    }

    /** What has to be read for a rule. */
    static List<Needs.Group> needs(Rule.Held rule, String caseId) {
        return Stream.concat(Stream.of(rule.kind()), rule.each().map(Rule.Each::kind).stream())
                .distinct()
                .map(kind -> group(kind, caseId))
                .toList();
    }

    private static Needs.Group group(String kind, String caseId) {
        return new Needs.Group(kind, Needs.Group.CASE, caseId);
    }

    /**
     * Whether the rules of a form that look at what there is are kept; those that are not are reported.
     *
     * @param strict otherwise what the case lacks is a finding, and the form has no effect
     */
    boolean hold(TypedForm form, Optional<String> caseId, boolean strict) {
        boolean hold = true;
        for (Rule rule : form.rules()) {
            Optional<Diagnostic> broken = switch (rule) {
                case Rule.ThingIs is -> isOtherwise(is, form);
                case Rule.Held held -> caseId.flatMap(id -> missing(held, id));
                default -> Optional.empty();
            };
            Span where = rule instanceof Rule.ThingIs is
                    ? Findings.spanOf(form, new Source.Said(is.path()))
                    : form.form().verbSpan();
            boolean finding = !strict && rule instanceof Rule.Held;
            broken.map(diagnostic -> finding ? diagnostic.as(Severity.WARNING) : diagnostic)
                    .ifPresent(diagnostic -> findings.report(form, where, diagnostic));
            hold &= broken.isEmpty();
        }
        return hold;
    }

    /** What the thing that the form speaks of is instead. */
    private Optional<Diagnostic> isOtherwise(Rule.ThingIs rule, TypedForm form) {
        return form.value(rule.path())
                .flatMap(value -> value instanceof Typed.Reference reference
                        ? draft.thing(new ThingKey(reference.kind(), reference.id()))
                        : Optional.empty())
                .flatMap(thing -> thing.row()
                        .text(rule.column())
                        .filter(is -> !rule.values().contains(is))
                        .map(is -> Diagnostic.error(
                                        rule.code(),
                                        "The " + label(thing.key().kind()) + " \""
                                                + thing.key().id() + "\" is " + spoken(is) + ".")
                                .found(is)
                                .expecting(rule.values())
                                .hint("This needs one that is "
                                        + rule.values().stream()
                                                .map(Holdings::spoken)
                                                .collect(Collectors.joining(" or "))
                                        + ".")));
    }

    /** What the case lacks, or holds and must not. */
    Optional<Diagnostic> missing(Rule.Held rule, String caseId) {
        boolean applies = draft.thing(new ThingKey(Preparation.CASE, caseId))
                .filter(theCase -> matches(theCase, rule.when()))
                .isPresent();
        if (!applies) {
            return Optional.empty();
        }
        List<Draft.Working> held = all(rule.kind(), rule.where(), caseId);
        if (rule.each().isPresent()) {
            Rule.Each each = rule.each().get();
            Set<String> covered = held.stream()
                    .flatMap(thing -> thing.row().text(each.by()).stream())
                    .collect(Collectors.toSet());
            return broken(
                    rule,
                    all(each.kind(), each.where(), caseId).stream()
                            .flatMap(thing -> each
                                    .id()
                                    .map(column -> thing.row().text(column))
                                    .orElse(Optional.of(thing.key().id()))
                                    .stream())
                            .distinct()
                            .filter(id -> covered.contains(id) == rule.none())
                            .toList());
        }
        if (rule.none()) {
            return broken(rule, held.stream().map(thing -> thing.key().id()).toList());
        }
        return held.isEmpty() ? Optional.of(Diagnostic.error(rule.code(), rule.message())) : Optional.empty();
    }

    private static Optional<Diagnostic> broken(Rule.Held rule, List<String> ids) {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", ids.subList(0, Math.min(ids.size(), MOST_NAMED)))
                + (ids.size() > MOST_NAMED ? " and " + (ids.size() - MOST_NAMED) + " more" : "");
        return Optional.of(Diagnostic.error(rule.code(), rule.message()).found(named));
    }

    private List<Draft.Working> all(String kind, Map<String, List<String>> where, String caseId) {
        return draft.ofCase(group(kind, caseId)).stream()
                .filter(thing -> thing.resolved() && matches(thing, where))
                .toList();
    }

    private static boolean matches(Draft.Working thing, Map<String, List<String>> where) {
        return where.entrySet().stream()
                .allMatch(column -> thing.row()
                        .text(column.getKey())
                        .filter(column.getValue()::contains)
                        .isPresent());
    }

    private static String spoken(String code) {
        return code.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private String label(String kind) {
        return registry.kind(kind).map(Kind::label).orElse(kind);
    }
}
