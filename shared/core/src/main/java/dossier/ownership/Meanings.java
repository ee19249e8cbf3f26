package dossier.ownership;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the words of facts mean for ownership: which verb states what under which key, which type of link carries
 * control or a role, which property ends a chain. All of it is data ({@code reading.json}). Immutable.
 */
public final class Meanings {
    /** What a form of one verb states. */
    enum States {
        ENTITY,
        LINK,
        END
    }

    /** Where a verb keeps what; a key that is absent has an empty list. */
    record FormKeys(States states, Map<String, List<String>> keys, Optional<String> typeWhenAbsent) {
        List<String> of(String what) {
            return keys.getOrDefault(what, List.of());
        }
    }

    /**
     * @param person a natural person, in whom chains end
     * @param shareless nobody holds shares in it, so that none are missing
     * @param stop the stop that it is by its nature
     */
    record EntityType(String name, boolean person, boolean shareless, Optional<String> stop) {}

    /**
     * @param needs one of these axes must be stated; empty when none need be
     * @param control the kind of control it gives
     * @param controlStated whether a property may state another kind
     * @param reversed written from the one held to the holder
     * @param nominee held for somebody else
     */
    record LinkType(
            String name,
            List<Axis> needs,
            Optional<String> control,
            boolean controlStated,
            Optional<String> role,
            boolean reversed,
            boolean nominee) {}

    /**
     * Which columns of a table state what.
     *
     * @param kind of thing whose table it is
     * @param columns by what they say
     * @param shares by axis; empty for entities
     */
    public record Rows(String kind, Map<String, String> columns, Map<Axis, String> shares) {
        public Rows {
            columns = Map.copyOf(columns);
            shares = Map.copyOf(shares);
        }

        /** The column that says this. */
        public String column(String what) {
            return Objects.requireNonNull(columns.get(what), what);
        }
    }

    /** A column in which a case names whom it is about. */
    public record Named(String kind, String column) {}

    private final Map<String, FormKeys> forms = new HashMap<>();
    private final Map<States, Rows> rows = new EnumMap<>(States.class);
    private final List<Named> customers = new ArrayList<>();
    private final Named customerName;
    private final Map<Axis, List<String>> shares = new EnumMap<>(Axis.class);
    private final Map<String, List<String>> props = new HashMap<>();
    private final Map<String, String> bandWords = new HashMap<>();
    private final Map<String, String> stops = new HashMap<>();
    private final Map<String, EntityType> entityTypes = new HashMap<>();
    private final Map<String, LinkType> linkTypes = new HashMap<>();
    private final Set<String> neverCounts;
    private final List<String> evidence;
    private final String evidenceWhenAbsent;

    private Meanings(Json.Object data) {
        for (Json form : data.array("forms").orElseThrow()) {
            readForm(form.asObject().orElseThrow());
        }
        for (Json table : data.array("rows").orElseThrow()) {
            readRows(object(table));
        }
        data.array("customers").orElseThrow().forEach(one -> customers.add(named(object(one))));
        customerName = named(data.object("customerName").orElseThrow());
        data.object("shares")
                .orElseThrow()
                .members()
                .forEach((axis, keys) -> shares.put(Axis.valueOf(axis), list(keys)));
        data.object("props").orElseThrow().members().forEach((what, keys) -> props.put(what, list(keys)));
        data.object("bands").orElseThrow().members().forEach((what, key) -> bandWords.put(text(key), what));
        data.object("stops").orElseThrow().members().forEach((key, stop) -> stops.put(key, text(stop)));
        data.object("entityTypes").orElseThrow().members().forEach((name, type) -> readEntityType(name, object(type)));
        data.object("linkTypes").orElseThrow().members().forEach((name, type) -> readLinkType(name, object(type)));
        Json.Object statuses = data.object("evidence").orElseThrow();
        neverCounts = Set.copyOf(Resource.texts(statuses, "never"));
        evidence = Resource.texts(statuses, "counts");
        evidenceWhenAbsent = Resource.needed(statuses, "whenAbsent");
    }

    /** As shipped. */
    public static Meanings shipped() {
        return new Meanings(Resource.object("reading.json"));
    }

    private void readForm(Json.Object form) {
        Map<String, List<String>> keys = new HashMap<>();
        form.members().forEach((name, value) -> value.asArray().ifPresent(items -> keys.put(name, list(value))));
        forms.put(
                Resource.needed(form, "verb"),
                new FormKeys(States.valueOf(Resource.needed(form, "states")), keys, form.text("typeWhenAbsent")));
    }

    private void readRows(Json.Object table) {
        Map<String, String> columns = new HashMap<>();
        table.object("columns").orElseThrow().members().forEach((what, column) -> columns.put(what, text(column)));
        Map<Axis, String> axes = new EnumMap<>(Axis.class);
        table.object("shares")
                .ifPresent(all -> all.members().forEach((axis, column) -> axes.put(Axis.valueOf(axis), text(column))));
        rows.put(
                States.valueOf(Resource.needed(table, "states")),
                new Rows(Resource.needed(table, "kind"), columns, axes));
    }

    private static Named named(Json.Object data) {
        return new Named(Resource.needed(data, "kind"), Resource.needed(data, "column"));
    }

    private void readEntityType(String name, Json.Object data) {
        EntityType type = new EntityType(
                name, Resource.flag(data, "person"), Resource.flag(data, "shareless"), data.text("stop"));
        entityTypes.put(name, type);
        Resource.texts(data, "aliases").forEach(alias -> entityTypes.put(alias, type));
    }

    private void readLinkType(String name, Json.Object data) {
        LinkType type = new LinkType(
                data.text("is").orElse(name),
                Resource.axes(data, "needs"),
                data.text("control"),
                Resource.flag(data, "stated"),
                data.text("role"),
                Resource.flag(data, "reversed"),
                Resource.flag(data, "nominee"));
        linkTypes.put(name, type);
        Resource.texts(data, "aliases").forEach(alias -> linkTypes.put(alias, type));
    }

    private static List<String> list(Json keys) {
        List<String> texts = new ArrayList<>();
        keys.asArray().orElseThrow().forEach(key -> texts.add(text(key)));
        return List.copyOf(texts);
    }

    private static String text(Json value) {
        return value.asText().orElseThrow();
    }

    private static Json.Object object(Json value) {
        return value.asObject().orElseThrow();
    }

    Optional<FormKeys> form(String verb) {
        return Optional.ofNullable(forms.get(verb));
    }

    /** The table whose rows state entities. */
    public Rows entityRows() {
        return Objects.requireNonNull(rows.get(States.ENTITY), "rows of entities");
    }

    /** The table whose rows state links. */
    public Rows linkRows() {
        return Objects.requireNonNull(rows.get(States.LINK), "rows of links");
    }

    /** Where a case names the entity that it is about, the surest first. */
    public List<Named> customers() {
        return List.copyOf(customers);
    }

    /** Where a case has the name of the entity that it is about. */
    public Named customerName() {
        return customerName;
    }

    List<String> shareKeys(Axis axis) {
        return shares.getOrDefault(axis, List.of());
    }

    List<String> props(String what) {
        return props.getOrDefault(what, List.of());
    }

    /** Properties that hold an entity's name. */
    public List<String> names() {
        return props("name");
    }

    /** What a key of a band says: over, from, to or under. */
    Optional<String> bandWord(String key) {
        return Optional.ofNullable(bandWords.get(key));
    }

    /** The properties of an entity that this package reads; others need not be kept. */
    Set<String> entityProps() {
        Set<String> kept = new HashSet<>(stops.keySet());
        kept.addAll(props("name"));
        return kept;
    }

    /** The stops that an entity's properties make it. */
    Set<String> stops(Map<String, String> entityProps) {
        Set<String> found = new HashSet<>();
        stops.forEach((key, stop) -> {
            String value = entityProps.getOrDefault(key, "");
            if (!value.isBlank() && !value.equalsIgnoreCase("false") && !value.equalsIgnoreCase("nil")) {
                found.add(stop);
            }
        });
        return found;
    }

    /** A type that is not known is an entity with nothing special. */
    EntityType entityType(String name) {
        String key = upper(name);
        EntityType known = entityTypes.get(key);
        return known == null ? new EntityType(key, false, false, Optional.empty()) : known;
    }

    /** The name of a type of entity, however it was written. */
    public String entityTypeName(String written) {
        return entityType(written).name();
    }

    /** Whether entities of a type are natural persons. */
    public boolean isPerson(String type) {
        return entityType(type).person();
    }

    /** Whether a statement about a link counts for nothing, since its evidence was rejected. */
    public boolean rejected(Graph.Link link) {
        return neverCounts(link.evidence().map(Meanings::upper).orElse(evidenceWhenAbsent));
    }

    /** A type that is not known carries what shares it states, and nothing else. */
    LinkType linkType(String name) {
        String key = upper(name);
        LinkType known = linkTypes.get(key);
        return known == null
                ? new LinkType(key, List.of(), Optional.empty(), false, Optional.empty(), false, false)
                : known;
    }

    /** The statuses that count unless a question says otherwise. */
    public List<String> evidence() {
        return evidence;
    }

    String evidenceWhenAbsent() {
        return evidenceWhenAbsent;
    }

    boolean neverCounts(String status) {
        return neverCounts.contains(status);
    }

    static String upper(String word) {
        return word.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
