package dossier.registry;

import dossier.json.Json;
import dossier.language.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A form whose verb and values the registry knows.
 *
 * @param index in document order, children after their parents, from 0
 * @param top index of the top-level form it stands in, which diagnostics name
 * @param parent index of the form it stands under
 * @param form with today's names for verb and keys
 * @param values by argument key, in registry order; defaults filled in
 * @param extras what a lenient reading kept though the registry does not know it, by key
 * @param delegate the verb whose arguments, effects and rules the form has too
 */
public record TypedForm(
        int index,
        int top,
        Optional<Integer> parent,
        Verb verb,
        Form form,
        Map<String, Typed> values,
        Map<String, Json> extras,
        Optional<Verb> delegate) {

    /** What the verb does for a form that says this. */
    public List<Effect> effects() {
        return Stream.concat(delegate.stream(), Stream.of(verb))
                .flatMap(v -> v.effects().stream())
                .filter(this::happens)
                .toList();
    }

    /** What must hold for it. */
    public List<Rule> rules() {
        return Stream.concat(delegate.stream(), Stream.of(verb))
                .flatMap(v -> v.rules().stream())
                .toList();
    }

    /** The roles that a caller needs, all of them. */
    public Set<String> roles() {
        Set<String> roles = new LinkedHashSet<>(Set.of(verb.role()));
        delegate.ifPresent(v -> roles.add(v.role()));
        return roles;
    }

    /** Whether it makes sense without a case. */
    public boolean caseFree() {
        return verb.caseFree() && delegate.map(Verb::caseFree).orElse(true);
    }

    private boolean happens(Effect effect) {
        Optional<Rule.When> when = switch (effect) {
            case Effect.Declare e -> e.when();
            case Effect.Restate e -> e.when();
            case Effect.Amend e -> e.when();
            case Effect.Advance _, Effect.Emit _, Effect.Tell _, Effect.Change _, Effect.Look _ -> Optional.empty();
        };
        return when.map(w -> w.holds(value(w.path()))).orElse(true);
    }

    /** The value at a path: a key, or {@code key.field} for an entry of a map. */
    public Optional<Typed> value(String path) {
        Typed whole = values.get(path);
        if (whole != null) {
            return Optional.of(whole);
        }
        int dot = path.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(values.get(path.substring(0, dot)))
                        .flatMap(map -> map.member(path.substring(dot + 1)));
    }
}
