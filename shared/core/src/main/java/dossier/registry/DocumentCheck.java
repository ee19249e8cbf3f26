package dossier.registry;

import dossier.json.Json;
import dossier.language.Comment;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Position;
import dossier.language.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** One run over one document. */
final class DocumentCheck {
    private final Registry registry;
    private final Lexicon lexicon;
    private final Document document;
    private final boolean strict;
    private final Report report;
    private final List<TypedForm> typed = new ArrayList<>();
    private int top;
    private int next;

    DocumentCheck(Registry registry, Lexicon lexicon, Document document, boolean strict) {
        this.registry = registry;
        this.lexicon = lexicon;
        this.document = document;
        this.strict = strict;
        this.report = new Report(document);
    }

    Checked run(IntPredicate sound) {
        List<Form> forms = new ArrayList<>();
        for (Form form : document.forms()) {
            report.form(top);
            forms.add(sound.test(top) ? form(form, Optional.empty()) : form);
            top++;
        }
        return new Checked(new Renamed(document, List.copyOf(forms)), List.copyOf(typed), report.diagnostics());
    }

    /** @return the form with today's names, as far as they are known */
    private Form form(Form form, Optional<Integer> parent) {
        int index = next++;
        Optional<Verb> verb = verb(form);
        if (verb.isEmpty()) {
            return new Form(form.verb(), form.verbSpan(), form.entries(), children(form, index), form.span());
        }
        int errorsBefore = report.errors();
        Map<String, Json> extras = new LinkedHashMap<>();
        Scope scope = new Scope(registry, report, strict, extras, new HashMap<>());
        Arguments arguments = new Arguments(scope, lexicon, verb.get(), form);
        mayHoldForms(verb.get(), form);
        if (report.errors() == errorsBefore) {
            FormRules.check(verb.get(), arguments, report, strict);
            arguments.delegate().ifPresent(delegate -> FormRules.check(delegate, arguments, report, strict));
        }
        boolean fine = report.errors() == errorsBefore;
        int place = typed.size();
        Form today =
                new Form(verb.get().name(), form.verbSpan(), arguments.entries(), children(form, index), form.span());
        if (fine) {
            typed.add(
                    place,
                    new TypedForm(
                            index,
                            top,
                            parent,
                            verb.get(),
                            today,
                            arguments.values(),
                            Map.copyOf(extras),
                            arguments.delegate()));
        }
        return today;
    }

    private List<Form> children(Form form, int index) {
        List<Form> out = new ArrayList<>(form.children().size());
        for (Form child : form.children()) {
            out.add(form(child, Optional.of(index)));
        }
        return List.copyOf(out);
    }

    private Optional<Verb> verb(Form form) {
        Optional<Verb> verb = registry.verb(form.verb());
        if (verb.isPresent()) {
            return verb;
        }
        Optional<Verb> aliased = registry.alias(form.verb()).map(Registry.Aliased::verb);
        if (aliased.isPresent()) {
            report.note(
                    "VOC-ALIAS", form.verb() + " is today's " + aliased.get().name(), form.verb(), form.verbSpan());
            return aliased;
        }
        List<String> nearest = report.mayGuess() ? registry.nearestVerbs(form.verb()) : List.of();
        report.add(
                Diagnostic.error("VOC-VERB", "There is no verb " + form.verb())
                        .found(form.verb())
                        .nearest(nearest)
                        .hint(nearest.isEmpty() ? "" : "Did you mean " + nearest.getFirst() + "?"),
                form.verbSpan());
        return Optional.empty();
    }

    private void mayHoldForms(Verb verb, Form form) {
        if (!form.children().isEmpty() && !verb.grouping()) {
            report.add(
                    Diagnostic.error("VOC-CHILD", verb.name() + " cannot hold other forms")
                            .found(form.children().getFirst().verb())
                            .hint("Write the form after it, not inside."),
                    form.children().getFirst().span());
        }
    }

    /** The checked forms over the text they were read from. */
    private record Renamed(Document original, List<Form> forms) implements Document {
        @Override
        public Optional<Position> position(Span span) {
            return original.position(span);
        }

        @Override
        public Optional<String> text() {
            return original.text();
        }

        @Override
        public List<Comment> comments() {
            return original.comments();
        }
    }
}
