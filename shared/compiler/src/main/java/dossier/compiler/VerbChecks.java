package dossier.compiler;

import dossier.language.Diagnostic;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.registry.Argument;
import dossier.registry.Effect;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Typing;
import dossier.registry.Verb;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whether the verbs are sound and agree with each other. */
final class VerbChecks {
    private static final int FEWEST_PHRASES = 12;
    private static final int MOST_PHRASES = 16;

    private final Sections files;
    private final Registry registry;
    private final Phrases phrases;
    private final Typing typing;
    private final Paths paths;

    VerbChecks(Sections files, Registry registry, Phrases phrases) {
        this.files = files;
        this.registry = registry;
        this.phrases = phrases;
        this.typing = new Typing(registry);
        this.paths = new Paths(registry);
    }

    void run() {
        Set<String> produced = produced();
        for (Verb verb : registry.verbs()) {
            Item where = item("verbs", verb.name());
            new EffectChecks(registry, verb, where).run();
            text("sentence", verb, verb.sentence(), where.find("sentence").orElse(where));
            example(verb.name(), verb.example(), where.find("example").orElse(where));
            phrases(verb, where);
            verb.arguments().forEach(argument -> needs(argument.shape(), verb, produced, where));
            introduced(verb, where);
        }
        aliases();
        files.section("phrases").forEach((name, item) -> {
            if (registry.verb(name).isEmpty()) {
                item.problem("there is no verb " + name);
            }
        });
        files.section("general-case").values().forEach(item -> example("general-case", item.text(), item));
    }

    private Item item(String section, String name) {
        return Objects.requireNonNull(files.section(section).get(name));
    }

    /** Kinds that some verb brings into being. */
    private Set<String> produced() {
        Set<String> kinds = new HashSet<>();
        registry.verbs()
                .forEach(verb -> verb.effects().forEach(effect -> {
                    switch (effect) {
                        case Effect.Declare e -> kinds.add(e.kind());
                        case Effect.Restate e -> kinds.add(e.kind());
                        case Effect.Amend e -> {
                            if (e.introduces()) {
                                kinds.add(e.kind());
                            }
                        }
                        case Effect.Advance _, Effect.Change _, Effect.Look _, Effect.Emit _, Effect.Tell _ -> {}
                    }
                }));
        return kinds;
    }

    private void needs(Shape shape, Verb verb, Set<String> produced, Item where) {
        switch (shape) {
            case Shape.Ref ref -> {
                if (!produced.contains(ref.kind())) {
                    where.problem(verb.name() + " needs a " + ref.kind() + ", which no verb brings into being");
                }
            }
            case Shape.ListOf list -> needs(list.item(), verb, produced, where);
            case Shape.MapOf map -> map.fields().forEach(field -> needs(field.shape(), verb, produced, where));
            default -> {}
        }
    }

    /** A new id must become the id of something. */
    private void introduced(Verb verb, Item where) {
        for (Argument argument : verb.arguments()) {
            if (argument.shape() instanceof Shape.NewId id) {
                boolean used = verb.effects().stream().anyMatch(effect -> switch (effect) {
                    case Effect.Declare e -> e.kind().equals(id.kind());
                    case Effect.Restate e -> e.kind().equals(id.kind());
                    case Effect.Amend e -> e.introduces() && e.kind().equals(id.kind());
                    case Effect.Advance _, Effect.Change _, Effect.Look _, Effect.Emit _, Effect.Tell _ -> false;
                });
                if (!used) {
                    where.problem(
                            argument.key() + " is a new " + id.kind() + ", but " + verb.name() + " declares none");
                }
            }
        }
    }

    private void text(String what, Verb verb, String text, Item at) {
        Paths.braced(text).stream()
                .filter(path -> paths.shape(verb, path).isEmpty())
                .forEach(path -> at.problem("the " + what + " of " + verb.name() + " names the unknown key " + path));
    }

    private void example(String name, String text, Item at) {
        Parsed parsed = Parser.parse(text);
        parsed.diagnostics().forEach(d -> at.problem("the form of " + name + ": " + d.message()));
        typing.check(parsed, true).diagnostics().stream()
                .filter(Diagnostic::isError)
                .forEach(d -> at.problem("the form of " + name + ": " + d.message()));
    }

    private void phrases(Verb verb, Item where) {
        List<String> said = phrases.phrases().getOrDefault(verb.name(), List.of());
        if (said.size() < FEWEST_PHRASES || said.size() > MOST_PHRASES) {
            where.problem(verb.name() + " has " + said.size() + " phrases; it needs " + FEWEST_PHRASES + " to "
                    + MOST_PHRASES);
        }
        if (said.isEmpty()) {
            return;
        }
        Item spoken = item("phrases", verb.name());
        List<Item> lines = spoken.find("phrases").map(Item::items).orElse(List.of());
        Set<String> before = new HashSet<>();
        lines.forEach(line -> {
            text("phrase", verb, line.text(), line);
            if (!before.add(line.text())) {
                line.problem("this phrase stands twice");
            }
        });
        if (phrases.heads().getOrDefault(verb.name(), List.of()).isEmpty()) {
            spoken.problem(verb.name() + " has no heads");
        }
        phrases.cues().getOrDefault(verb.name(), Map.of()).keySet().stream()
                .filter(path -> paths.shape(verb, path).isEmpty())
                .forEach(path -> spoken.problem("the cues of " + verb.name() + " name the unknown key " + path));
    }

    private void aliases() {
        Map<String, String> owners = new HashMap<>();
        for (Verb verb : registry.verbs()) {
            Item where = item("verbs", verb.name());
            for (Verb.Alias alias : verb.aliases()) {
                boolean own = alias.name().equals(verb.name());
                if (!own && registry.verb(alias.name()).isPresent()) {
                    where.problem("the alias " + alias.name() + " is a verb itself");
                }
                String other = own ? null : owners.put(alias.name(), verb.name());
                if (other != null) {
                    where.problem("the alias " + alias.name() + " belongs to " + other + " too");
                }
                alias.keys().forEach((older, today) -> {
                    if (verb.argument(older).isPresent()) {
                        where.problem("the older key " + older + " is a key of " + verb.name());
                    }
                    boolean entry = today.contains(".") && verb.argument(today).isEmpty();
                    if (entry && !head(older).equals(head(today))) {
                        where.problem("the older key " + older + " stands for an entry of another map");
                    }
                    if (paths.shape(verb, today).isEmpty()) {
                        where.problem("the older key " + older + " stands for the unknown key " + today);
                    }
                });
                alias.implied().keySet().stream()
                        .filter(key -> verb.argument(key).isEmpty())
                        .forEach(key -> where.problem("the alias " + alias.name() + " implies the unknown key " + key));
            }
        }
    }

    private static String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
