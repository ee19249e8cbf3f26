package dossier.pipeline;

import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Limits;
import dossier.language.Span;
import dossier.language.Value;
import dossier.registry.Attribute;
import dossier.registry.Source;
import dossier.registry.TypedForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was found while the forms of one document ran, with its places. Confined to one thread. */
final class Findings {
    private static final int MOST_OTHERS = 10_000;

    private final Document document;
    private final List<Diagnostic> all = new ArrayList<>();
    private int errors;
    private int others;

    Findings(Document document) {
        this.document = document;
    }

    /** Adds a finding at a place of a form; past the limit of errors nothing more is listed. */
    void report(TypedForm form, Span span, Diagnostic diagnostic) {
        boolean error = diagnostic.isError();
        if (error) {
            errors++;
        } else {
            others++;
        }
        if (error ? errors <= Limits.DEFAULT.maxErrors() : others <= MOST_OTHERS) {
            all.add(diagnostic.at(document.position(span), form.top()));
        }
    }

    List<Diagnostic> all() {
        return List.copyOf(all);
    }

    boolean hasErrors() {
        return errors > 0;
    }

    /** Where a form refers to the value of an attribute; its verb where that is not found. */
    static Span spanOf(TypedForm form, Attribute attribute) {
        return form.form().entries().stream()
                .flatMap(entry -> spans(entry.value(), attribute))
                .filter(Span::exists)
                .findFirst()
                .orElse(form.form().verbSpan());
    }

    private static Stream<Span> spans(Value value, Attribute attribute) {
        return switch (value) {
            case Value.Attribute said ->
                said.id().filter(attribute.id()::equals).isPresent()
                                || said.name().filter(attribute.name()::equals).isPresent()
                        ? Stream.of(said.span())
                        : Stream.empty();
            case Value.Many many -> many.items().stream().flatMap(item -> spans(item, attribute));
            case Value.Fields fields -> fields.fields().stream().flatMap(field -> spans(field.value(), attribute));
            default -> Stream.empty();
        };
    }

    /** Where the form says the value of a source; the verb where it does not. */
    static Span spanOf(TypedForm form, Source source) {
        Optional<String> path = switch (source) {
            case Source.Said said -> Optional.of(said.path());
            case Source.FirstOf first ->
                first.choices().stream()
                        .filter(choice -> choice instanceof Source.Said said
                                && form.value(said.path()).isPresent())
                        .map(choice -> ((Source.Said) choice).path())
                        .findFirst();
            default -> Optional.empty();
        };
        return path.map(p -> p.indexOf('.') < 0 || form.values().containsKey(p) ? p : p.substring(0, p.indexOf('.')))
                .flatMap(key -> form.form().value(key))
                .map(value -> value.span())
                .filter(Span::exists)
                .orElse(form.form().verbSpan());
    }
}
