package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Parsed;
import dossier.language.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Checks documents against a registry: verbs, keys, the type of every value, and the rules a form must keep by itself.
 * Immutable and safe to share between threads; build one for each registry.
 */
public final class Typing {
    private final Registry registry;
    private final Lexicon lexicon;

    public Typing(Registry registry) {
        this.registry = registry;
        this.lexicon = new Lexicon(registry);
    }

    /**
     * Checks the forms that were read without a syntax error; the findings of reading itself are not repeated.
     *
     * @param strict whether what the registry does not know is an error; a lenient reading keeps it, with a warning
     */
    public Checked check(Parsed parsed, boolean strict) {
        return check(parsed.document(), strict, parsed::isSound);
    }

    /** Checks every form. */
    public Checked check(Document document, boolean strict) {
        return check(document, strict, _ -> true);
    }

    /** Checks one value as it is checked where a form gives it to the attribute. */
    public List<Diagnostic> check(Attribute attribute, Value value) {
        Report report = new Report(Document.of(List.of()));
        new ValueTyping(new Scope(registry, report, true, new HashMap<>(), Map.of()), lexicon)
                .read(value, attribute.shape(), attribute.key());
        return report.diagnostics();
    }

    private Checked check(Document document, boolean strict, IntPredicate sound) {
        return new DocumentCheck(registry, lexicon, document, strict).run(sound);
    }
}
