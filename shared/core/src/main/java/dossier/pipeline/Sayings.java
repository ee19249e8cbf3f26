package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the sources of an effect come to for one form. Pure: the same form and request always give the same values.
 *
 * @param caseId the document's case
 * @param item of the list an effect is repeated for, with its place
 * @param rows of the things there are by now
 */
record Sayings(
        TypedForm form,
        Optional<String> caseId,
        Caller caller,
        String requestId,
        Optional<Item> item,
        Function<ThingKey, Optional<Json.Object>> rows) {
    /** One item of a repeated effect. */
    record Item(int index, Typed value) {}

    /** Path of the document's case among the parts of a derived id. */
    private static final String THE_CASE = "$case";

    /** Path of the repeated item among the parts of a derived id. */
    private static final String THE_ITEM = "$item";

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 12;

    Sayings of(int index, Typed value) {
        return new Sayings(form, caseId, caller, requestId, Optional.of(new Item(index, value)), rows);
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
                Optional.of(new Typed.Text(
                        fresh.prefix() + code(fresh.prefix(), Chain.digest(requestId, form.index() + "." + place()))));
            case Source.TheCase theCase -> caseId.map(Typed.Text::new);
            case Source.TheCaller theCaller -> Optional.of(new Typed.Text(caller.user()));
            case Source.Item theItem -> item.map(Item::value);
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
                        ? rows.apply(new ThingKey(reference.kind(), reference.id()))
                        : Optional.empty())
                .flatMap(row -> row.get(of.column()))
                .filter(json -> !json.isNull())
                .map(Typed.Raw::new);
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

    private Optional<Typed> derived(Source.Derived derived) {
        List<Optional<String>> parts = derived.paths().stream().map(this::part).toList();
        if (parts.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        String[] said = parts.stream().map(part -> part.orElse("")).toArray(String[]::new);
        return Optional.of(new Typed.Text(derived.prefix() + code(derived.prefix(), Chain.digest(said))));
    }

    private Optional<String> part(String path) {
        return switch (path) {
            case THE_CASE -> caseId;
            case THE_ITEM -> item.map(i -> i.value().plain());
            default -> form.value(path).map(Typed::plain);
        };
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
