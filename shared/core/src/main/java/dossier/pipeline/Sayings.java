package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Attribute;
import dossier.registry.CodeList;
import dossier.registry.Comparison;
import dossier.registry.Kind;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the sources of an effect come to for one form. Pure: the same form and request always give the same values.
 *
 * @param caseId the document's case
 * @param item of the list an effect is repeated for, with its place
 * @param sight what else there is to look at
 */
record Sayings(
        TypedForm form, Optional<String> caseId, Caller caller, String requestId, Optional<Item> item, Sight sight) {
    /**
     * One item of a repeated effect.
     *
     * @param key of a map's entry
     */
    record Item(int index, Optional<String> key, Typed value) {}

    /** The kind of things that hold the values of attributes. */
    static final String BINDING = "binding";

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 12;

    Sayings of(int index, Optional<String> key, Typed value) {
        return new Sayings(form, caseId, caller, requestId, Optional.of(new Item(index, key, value)), sight);
    }

    /** One for each item of what an effect is repeated for; the form itself where it is not. */
    List<Sayings> repeated(Optional<Source> each) {
        if (each.isEmpty()) {
            return List.of(this);
        }
        Optional<Typed> value = value(each.get());
        List<Sayings> all = new ArrayList<>();
        switch (value.orElseGet(Typed.Nothing::new)) {
            case Typed.Nothing _ -> {}
            case Typed.Items list -> list.items().forEach(item -> all.add(of(all.size(), Optional.empty(), item)));
            case Typed.Members map ->
                map.members()
                        .forEach((key, item) -> all.add(of(
                                all.size(),
                                Optional.of(each.get() instanceof Source.Said ? attributeName(key) : key),
                                item)));
            case Typed single -> all.add(of(0, Optional.empty(), single));
        }
        return all;
    }

    Optional<Typed> value(Source source) {
        return switch (source) {
            case Source.Said said -> form.value(said.path());
            case Source.Of of -> column(of);
            case Source.Constant constant ->
                Optional.of(constant.value()
                        .asText()
                        .<Typed>map(Typed.Text::new)
                        .orElseGet(() -> new Typed.Raw(constant.value())));
            case Source.Derived derived -> derived(derived);
            case Source.Fresh fresh ->
                Optional.of(new Typed.Text(fresh.prefix()
                        + code(
                                fresh.prefix(),
                                Chain.digest(requestId, form.index() + "." + (fresh.whole() ? "" : place())))));
            case Source.TheCase theCase -> caseId.map(Typed.Text::new);
            case Source.TheCaller theCaller -> Optional.of(new Typed.Text(caller.user()));
            case Source.Item theItem -> item.map(Item::value);
            case Source.Found found ->
                Optional.of(new Typed.Items(sight.found(form.index()).stream()
                        .<Typed>map(Typed.Text::new)
                        .toList()));
            case Source.Today today -> sight.today().map(Typed.Date::new);
            case Source.ItemKey theKey -> item.flatMap(Item::key).map(Typed.Text::new);
            case Source.Column column -> column(column);
            case Source.Names names -> names(names);
            case Source.Answered answered -> answered(answered);
            case Source.TheOnly only -> only(only);
            case Source.Computed computed -> Arithmetic.of(computed, this::value);
            case Source.Property property ->
                value(property.code())
                        .flatMap(code -> property(property.list(), code.plain(), property.name()))
                        .map(Typed.Text::new);
            case Source.Listed listed -> value(listed.codes()).map(codes -> listed(listed, codes));
            case Source.Union union ->
                Optional.of(new Typed.Items(union.lists().stream()
                        .flatMap(list -> items(list).stream())
                        .distinct()
                        .toList()));
            case Source.Without without -> {
                List<String> others =
                        items(without.other()).stream().map(Typed::plain).toList();
                yield Optional.of(new Typed.Items(items(without.list()).stream()
                        .filter(item -> !others.contains(item.plain()))
                        .toList()));
            }
            case Source.Staged staged ->
                stages(staged) instanceof Stages.Outcome.Ordered(var stages)
                        ? Optional.of(members(stages))
                        : Optional.empty();
            case Source.Provided provided -> provided(provided);
            case Source.Member member -> item.flatMap(one -> Determinations.member(one.value(), member.key()));
            case Source.Determined determined ->
                Determinations.question(determined, this::value)
                        .flatMap(sight::determined)
                        .flatMap(answer -> answer.part(determined.part()));
            case Source.FirstOf first ->
                first.choices().stream()
                        .map(this::value)
                        .flatMap(Optional::stream)
                        .filter(value -> !(value instanceof Typed.Nothing))
                        .findFirst();
        };
    }

    private Optional<Typed> column(Source.Of of) {
        return form.value(of.path())
                .flatMap(value -> value instanceof Typed.Reference reference
                        ? sight.row(new ThingKey(reference.kind(), reference.id()))
                        : Optional.empty())
                .flatMap(row -> row.get(of.column()))
                .filter(json -> !json.isNull())
                .map(Typed.Raw::new);
    }

    /** The thing that holds the value of an attribute in a case; its kind has the column {@code value}. */
    static ThingKey binding(String caseId, Attribute attribute) {
        String prefix = BINDING + "-";
        return new ThingKey(BINDING, prefix + code(prefix, Chain.digest(caseId, attribute.name())));
    }

    /** The id a source gives; a generated one says so. */
    Optional<Id> id(Source source) {
        if (source instanceof Source.FirstOf first) {
            return first.choices().stream()
                    .map(this::id)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        boolean generated = source instanceof Source.Fresh || source instanceof Source.Derived;
        return value(source)
                .filter(value -> !(value instanceof Typed.Nothing))
                .map(value -> new Id(value.plain(), generated));
    }

    record Id(String text, boolean generated) {}

    private Optional<Typed> column(Source.Column column) {
        Kind kind = sight.registry().kind(column.kind()).orElseThrow();
        return id(column.id())
                .flatMap(id -> sight.row(new ThingKey(kind.name(), id.text())))
                .flatMap(row -> kind.column(column.column()).flatMap(wanted -> Columns.read(row, wanted)));
    }

    private Optional<Typed> names(Source.Names names) {
        Kind kind = sight.registry().kind(names.kind()).orElseThrow();
        return id(names.id())
                .flatMap(id -> sight.row(new ThingKey(kind.name(), id.text())))
                .map(kind::names)
                .filter(all -> !all.isEmpty())
                .map(all ->
                        new Typed.Items(all.stream().<Typed>map(Typed.Text::new).toList()));
    }

    private Optional<Typed> answered(Source.Answered answered) {
        Json.Builder question = Json.object();
        answered.question()
                .forEach((name, source) -> value(source).ifPresent(value -> question.put(name, value.json())));
        return sight.answer(new Inquiry(answered.service(), question.build()))
                .flatMap(answer -> answer.get(answered.member()))
                .flatMap(Sayings::kept);
    }

    /** A value of an answer; a list is one whose items an effect can be repeated for. */
    private static Optional<Typed> kept(Json json) {
        return switch (json) {
            case Json.Null _ -> Optional.empty();
            case Json.Text text -> Optional.of(new Typed.Text(text.value()));
            case Json.Number number -> Optional.of(new Typed.Number(number.value()));
            case Json.Bool bool -> Optional.of(new Typed.Bool(bool.value()));
            case Json.Array list ->
                Optional.of(new Typed.Items(
                        list.items().stream().flatMap(one -> kept(one).stream()).toList()));
            case Json.Object map -> Optional.of(new Typed.Raw(map));
        };
    }

    private Optional<Typed> only(Source.TheOnly only) {
        List<String> ids = sight.ofCase(only.kind()).stream()
                .filter(id -> only.where().entrySet().stream().allMatch(wanted -> matches(only.kind(), id, wanted)))
                .toList();
        return ids.size() == 1 ? Optional.of(new Typed.Reference(only.kind(), ids.getFirst())) : Optional.empty();
    }

    private boolean matches(String kind, String id, Map.Entry<String, Source> wanted) {
        return sight.row(new ThingKey(kind, id))
                .flatMap(row -> row.text(wanted.getKey()))
                .equals(value(wanted.getValue()).map(Typed::plain));
    }

    /** The dotted name of an attribute that a map names by its key. */
    private String attributeName(String key) {
        return sight.registry().attribute(key).map(Attribute::name).orElse(key);
    }

    /** What the registry says of a code; a part such as a state of a country is as the whole where it says nothing. */
    private Optional<String> property(String list, String code, String name) {
        int dash = code.indexOf('-');
        Optional<CodeList> codes = sight.registry().codes(list);
        return codes.flatMap(all -> all.find(code))
                .map(found -> found.properties().get(name))
                .or(() -> dash < 0
                        ? Optional.empty()
                        : codes.flatMap(all -> all.find(code.substring(0, dash)))
                                .map(found -> found.properties().get(name)));
    }

    private Typed listed(Source.Listed listed, Typed codes) {
        List<Typed> all = codes instanceof Typed.Items items ? items.items() : List.of(codes);
        return new Typed.Items(all.stream()
                .flatMap(code -> words(property(listed.list(), code.plain(), listed.name())))
                .distinct()
                .<Typed>map(Typed.Text::new)
                .toList());
    }

    private List<Typed> items(Source list) {
        return switch (value(list).orElseGet(Typed.Nothing::new)) {
            case Typed.Nothing _ -> List.of();
            case Typed.Items items -> items.items();
            case Typed single -> List.of(single);
        };
    }

    /** The stages of what is staged, by the waits that the registry knows and those that the form adds. */
    Stages.Outcome stages(Source.Staged staged) {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        items(staged.codes())
                .forEach(item -> after.put(
                        item.plain(),
                        words(property(staged.list(), item.plain(), staged.after()))
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
        staged.more().flatMap(this::value).ifPresent(more -> {
            if (more instanceof Typed.Members map) {
                map.members().forEach((name, others) -> {
                    Set<String> waits = after.computeIfAbsent(name, _ -> new LinkedHashSet<>());
                    names(others).forEach(other -> {
                        waits.add(other);
                        after.computeIfAbsent(other, _ -> new LinkedHashSet<>());
                    });
                });
            }
        });
        return Stages.of(after);
    }

    /** One name or several, as an open map holds them. */
    private static Stream<String> names(Typed value) {
        return switch (value.json()) {
            case Json.Array list -> list.items().stream().flatMap(item -> item.asText().stream());
            case Json single -> single.asText().stream();
        };
    }

    private static Typed members(Map<String, Integer> stages) {
        Map<String, Typed> members = new LinkedHashMap<>();
        stages.forEach((name, stage) -> members.put(name, new Typed.Number(BigDecimal.valueOf(stage))));
        return new Typed.Members(members);
    }

    private static Stream<String> words(Optional<String> property) {
        return property.stream()
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .filter(word -> !word.isEmpty());
    }

    private Optional<Typed> provided(Source.Provided provided) {
        Comparison comparison = provided.comparison();
        return value(comparison.left())
                .filter(left -> value(comparison.right())
                        .filter(right -> comparison.holds(left, right))
                        .isPresent())
                .flatMap(holds -> value(provided.then()));
    }

    private Optional<Typed> derived(Source.Derived derived) {
        List<Optional<String>> parts = derived.parts().stream()
                .map(part -> value(part).map(Typed::plain))
                .toList();
        if (parts.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        String[] said = parts.stream().map(part -> part.orElse("")).toArray(String[]::new);
        return Optional.of(new Typed.Text(derived.prefix() + code(derived.prefix(), Chain.digest(said))));
    }

    private String place() {
        return item.map(i -> Integer.toString(i.index())).orElse("");
    }

    /** Sixty bits of a digest in letters and digits that cannot be misread; in capitals after a capital prefix. */
    private static String code(String prefix, String digest) {
        StringBuilder out = new StringBuilder(ID_LENGTH);
        long bits = Long.parseUnsignedLong(digest, 0, 16, 16);
        for (int i = 0; i < ID_LENGTH; i++) {
            out.append(ALPHABET.charAt((int) (bits >>> (59 - 5 * i) & 31)));
        }
        boolean capitals = !prefix.isEmpty() && prefix.equals(prefix.toUpperCase(Locale.ROOT));
        return capitals ? out.toString().toUpperCase(Locale.ROOT) : out.toString();
    }
}
