package dossier.compiler;

import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.registry.Checked;
import dossier.registry.Registry;
import dossier.registry.Typing;
import dossier.registry.Verb;

/** What must hold between the definitions. */
final class Checks {
    private final Files files;
    private final Registry registry;

    private Checks(Files files, Registry registry) {
        this.files = files;
        this.registry = registry;
    }

    static void run(Files files, Registry registry) {
        Checks checks = new Checks(files, registry);
        registry.verbs().forEach(checks::example);
    }

    private void example(Verb verb) {
        Item where = java.util.Objects.requireNonNull(files.section("verbs").get(verb.name()));
        Parsed parsed = Parser.parse(verb.example());
        Checked checked = new Typing(registry).check(parsed, true);
        parsed.diagnostics().forEach(d -> where.problem("the example of " + verb.name() + ": " + d.message()));
        checked.diagnostics().stream()
                .filter(d -> d.isError())
                .forEach(d -> where.problem("the example of " + verb.name() + ": " + d.message()));
    }
}
