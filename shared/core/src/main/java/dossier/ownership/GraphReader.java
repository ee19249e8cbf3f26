package dossier.ownership;

import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the facts about ownership out of a document; forms that state none are passed over. Which verbs state what is
 * data ({@link Meanings}). Not thread-safe; one reader reads one document.
 */
public final class GraphReader {
    private static final int MOST_DIAGNOSTICS = 100;

    /**
     * What was read.
     *
     * @param diagnostics errors mean that the graph must not be used
     */
    public record Facts(Graph graph, List<Diagnostic> diagnostics) {
        public Facts {
            diagnostics = List.copyOf(diagnostics);
        }

        public boolean hasErrors() {
            return diagnostics.stream().anyMatch(Diagnostic::isError);
        }
    }

    private final Document document;
    private final Meanings meanings;
    private final boolean strict;
    private final Values values;
    private final Graph.Builder graph = Graph.builder();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<String> linkIds = new HashSet<>();

    private GraphReader(Document document, Meanings meanings, boolean strict) {
        this.document = document;
        this.meanings = meanings;
        this.strict = strict;
        this.values = new Values(document, meanings, diagnostics);
    }

    /** @param strict whether ownership without any share is an error, or a share of unknown size */
    public static Facts read(Document document, Meanings meanings, boolean strict) {
        GraphReader reader = new GraphReader(document, meanings, strict);
        reader.readAll();
        return new Facts(reader.graph.build(), reader.diagnostics);
    }

    private void readAll() {
        for (int i = 0; i < document.forms().size() && diagnostics.size() < MOST_DIAGNOSTICS; i++) {
            Deque<Form> nested = new ArrayDeque<>();
            nested.push(document.forms().get(i));
            while (!nested.isEmpty()) {
                Form form = nested.pop();
                values.enter(i, form);
                Optional<Meanings.FormKeys> keys = meanings.form(form.verb());
                keys.ifPresent(found -> read(form, found));
                form.children().reversed().forEach(nested::push);
            }
        }
    }

    private void read(Form form, Meanings.FormKeys keys) {
        switch (keys.states()) {
            case ENTITY -> entity(form, keys);
            case LINK -> link(form, keys);
            case END -> ending(form, keys);
        }
    }

    private void entity(Form form, Meanings.FormKeys keys) {
        Optional<String> id = values.needed(form, keys.of("id"));
        Map<String, String> props = new HashMap<>();
        for (Map.Entry<String, Value> prop :
                values.fields(form, keys.of("props")).entrySet()) {
            if (meanings.entityProps().contains(prop.getKey())) {
                Values.text(prop.getValue()).ifPresent(text -> props.put(prop.getKey(), text));
            }
        }
        id.ifPresent(entity -> graph.add(new Graph.Entity(
                entity,
                values.text(form, keys.of("type")),
                props,
                values.date(form, keys.of("effective"), Map.of(), ""),
                Optional.empty())));
    }

    private void ending(Form form, Meanings.FormKeys keys) {
        Optional<String> link = values.needed(form, keys.of("id"));
        Optional<LocalDate> end = values.date(form, keys.of("end"), Map.of(), "");
        if (link.isEmpty() || end.isEmpty()) {
            if (link.isPresent() && values.find(form, keys.of("end")).isEmpty()) {
                values.missing(form, keys.of("end").getFirst());
            }
            return;
        }
        if (!linkIds.contains(link.get())) {
            graph.finding(new Finding(
                    "REF-UNKNOWN-LINK",
                    "Link " + Refusals.quoted(link.get()) + " ends and was never stated",
                    List.of()));
        }
        graph.add(new Graph.Ending(link.get(), end.get(), Optional.empty()));
    }

    private void link(Form form, Meanings.FormKeys keys) {
        Optional<String> from = values.needed(form, keys.of("from"));
        Optional<String> to = values.needed(form, keys.of("to"));
        Optional<String> written = values.text(form, keys.of("type")).or(keys::typeWhenAbsent);
        if (written.isEmpty()) {
            values.missing(form, keys.of("type").getFirst());
        }
        if (from.isEmpty() || to.isEmpty() || written.isEmpty()) {
            return;
        }
        Meanings.LinkType type = meanings.linkType(written.get());
        String holder = type.reversed() ? to.get() : from.get();
        String held = type.reversed() ? from.get() : to.get();
        Map<String, Value> props = values.fields(form, keys.of("props"));
        String id = values.text(form, keys.of("id")).orElse(holder + ":" + type.name() + ":" + held);
        Map<Axis, Interval> shares = shares(form, props, type, id);
        linkIds.add(id);
        graph.add(new Graph.Link(
                id,
                holder,
                held,
                type.name(),
                shares,
                details(props),
                values.text(props, "evidence").map(Meanings::upper),
                values.date(form, keys.of("effective"), props, "effective"),
                values.date(form, keys.of("end"), props, "end"),
                Optional.empty()));
    }

    private Map<String, String> details(Map<String, Value> props) {
        Map<String, String> details = new HashMap<>();
        values.text(props, "control").ifPresent(kind -> details.put("control", Meanings.upper(kind)));
        values.text(props, "joint").ifPresent(id -> details.put("joint", id));
        values.text(props, "nominee").ifPresent(id -> details.put("nominee", id));
        return details;
    }

    private Map<Axis, Interval> shares(Form form, Map<String, Value> props, Meanings.LinkType type, String id) {
        Map<Axis, Interval> shares = new EnumMap<>(Axis.class);
        for (Axis axis : Axis.values()) {
            for (String key : meanings.shareKeys(axis)) {
                Value value = props.get(key);
                if (value != null && !(value instanceof Value.Nil) && !shares.containsKey(axis)) {
                    values.share(key, value).ifPresent(share -> shares.put(axis, holding(share, axis, id)));
                }
            }
        }
        boolean needs = !type.needs().isEmpty() && type.needs().stream().noneMatch(shares::containsKey);
        if (needs && strict && !values.complained()) {
            values.missing(form, meanings.shareKeys(type.needs().getFirst()).getFirst());
        } else if (needs) {
            shares.put(type.needs().getFirst(), Interval.SOME);
            graph.finding(Finding.noShare(id));
        }
        return shares;
    }

    /** A band in which no number lies says nothing about the size of the share. */
    private Interval holding(Interval share, Axis axis, String id) {
        if (!share.isEmpty()) {
            return share;
        }
        graph.finding(new Finding(
                "RUL-BANDS",
                "The band of link " + id + " on " + axis + " cannot hold: no share is " + share.words()
                        + "; it is taken as unknown",
                List.of(id)));
        return Interval.closed(Fraction.ZERO, Fraction.ONE);
    }

    static Optional<LocalDate> date(String text) {
        try {
            boolean plain = text.length() >= 10 && (text.length() == 10 || text.charAt(10) == 'T');
            return plain ? Optional.of(LocalDate.parse(text.substring(0, 10))) : Optional.empty();
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }
}
