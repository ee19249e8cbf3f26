package dossier.ownership.exchange;

import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Printer;
import dossier.language.Value;
import dossier.ownership.Graph;
import dossier.ownership.GraphReader;
import dossier.ownership.Meanings;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a document says of entities and of the links between them, with the facts that ownership does not read. */
final class Said {
    /** An entity as it is at the date of publication. */
    static final class Entity {
        String type = "";
        Optional<String> jurisdiction = Optional.empty();
        final Map<String, String> facts = new LinkedHashMap<>();
        boolean declared;
    }

    /** @param props the details of a link by their short names */
    record Stated(Graph.Link link, Map<String, Value> props) {}

    /** A link with its statements. */
    static final class Link {
        final Periods periods = new Periods();
        final IdentityHashMap<Graph.Link, Stated> stated = new IdentityHashMap<>();
    }

    private static final List<String> MAPS = List.of("props", "relationship-props");

    final Map<String, Entity> entities = new LinkedHashMap<>();
    final Map<String, Link> links = new LinkedHashMap<>();
    private final Meanings meanings;
    private final LocalDate date;
    private final Tally tally;

    private Said(Meanings meanings, LocalDate date, Tally tally) {
        this.meanings = meanings;
        this.date = date;
        this.tally = tally;
    }

    /** @param date facts about entities that begin later are left out */
    static Said in(Document document, Meanings meanings, LocalDate date, Tally tally) {
        Said said = new Said(meanings, date, tally);
        Map<String, Integer> others = new TreeMap<>();
        Deque<Form> nested = new ArrayDeque<>();
        document.forms().reversed().forEach(nested::push);
        while (!nested.isEmpty()) {
            Form form = nested.pop();
            form.children().reversed().forEach(nested::push);
            if (!said.read(form)) {
                others.merge(form.verb(), 1, Integer::sum);
            }
        }
        others.forEach((verb, count) ->
                tally.add("BODS-NO-PLACE", "There is no place for what some verbs say", verb + " " + count));
        return said;
    }

    /** Whether the form says something of entities or links. */
    private boolean read(Form form) {
        Form alone = new Form(form.verb(), form.verbSpan(), form.entries(), List.of(), form.span());
        GraphReader.Facts facts = GraphReader.read(Document.of(List.of(alone)), meanings, false);
        facts.diagnostics().forEach(error -> tally.add("BODS-UNREADABLE", error.message(), form.verb()));
        for (Graph.Fact fact :
                facts.hasErrors() ? List.<Graph.Fact>of() : facts.graph().facts()) {
            switch (fact) {
                case Graph.Entity entity -> entity(entity, form);
                case Graph.Link link -> link(link, form);
                case Graph.Ending ending ->
                    links.computeIfAbsent(ending.link(), id -> new Link())
                            .periods
                            .end(ending.end());
            }
        }
        return facts.hasErrors() || !facts.graph().facts().isEmpty();
    }

    private void entity(Graph.Entity entity, Form form) {
        if (entity.effective().filter(begins -> begins.isAfter(date)).isPresent()) {
            tally.add("BODS-LATER", "What is so only after the day of publication is left out", entity.id());
            return;
        }
        Entity known = entities.computeIfAbsent(entity.id(), id -> new Entity());
        known.declared = true;
        entity.type().ifPresent(type -> known.type = meanings.entityTypeName(type));
        form.value("jurisdiction").flatMap(Said::text).ifPresent(code -> known.jurisdiction = Optional.of(code));
        props(form).forEach((name, value) -> known.facts.put(name, text(value).orElseGet(() -> Printer.line(value))));
    }

    private void link(Graph.Link link, Form form) {
        Link known = links.computeIfAbsent(link.id(), id -> new Link());
        known.periods.state(link);
        known.stated.put(link, new Stated(link, props(form)));
        List.of(link.from(), link.to()).forEach(id -> entities.computeIfAbsent(id, key -> new Entity()));
        if (form.value("evidence-documents").isPresent()) {
            tally.add("BODS-NO-PLACE", "There is no place for evidence-documents", link.id());
        }
    }

    private static Map<String, Value> props(Form form) {
        Map<String, Value> found = new LinkedHashMap<>();
        for (String key : MAPS) {
            if (form.value(key).orElse(null) instanceof Value.Fields fields) {
                fields.fields()
                        .forEach(field -> name(field.key()).ifPresent(name -> {
                            if (!(field.value() instanceof Value.Nil)) {
                                found.putIfAbsent(name, field.value());
                            }
                        }));
            }
        }
        return found;
    }

    private static Optional<String> name(Value.MapKey key) {
        Optional<String> name = switch (key) {
            case Value.MapKey.Named named -> Optional.of(named.name());
            case Value.MapKey.Quoted quoted -> Optional.of(quoted.name());
            case Value.MapKey.Referenced referenced -> referenced.attribute().name();
        };
        return name.map(whole -> whole.substring(whole.lastIndexOf('.') + 1)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-'));
    }

    static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Symbol symbol -> Optional.of(symbol.name());
            default -> Optional.empty();
        };
    }
}
