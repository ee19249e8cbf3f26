package dossier.generation;

import dossier.generation.text.English;
import dossier.generation.text.Stem;
import dossier.generation.text.Token;
import dossier.json.Json;
import dossier.pipeline.Known;
import dossier.pipeline.ThingKey;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Shape;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The things a request may speak of, and how their names are found. One for each request. */
final class Things {
    private final Registry registry;
    private final English english;
    private final Set<String> personCodes;
    private final Map<ThingKey, Thing> all = new LinkedHashMap<>();

    /** @param personCodes codes of things that are people */
    Things(Registry registry, English english, Set<String> personCodes, List<Known.Named> known) {
        this.registry = registry;
        this.personCodes = personCodes;
        this.english = english;
        Map<String, Set<String>> callings = parts(known);
        for (Known.Named named : known) {
            Set<String> codes = new HashSet<>();
            Set<String> describing = describing(named.key().kind(), named.row(), codes);
            Set<String> parts = callings.getOrDefault(named.key().id(), Set.of());
            parts.forEach(words -> describing.addAll(Frames.stems(words)));
            all.put(
                    named.key(),
                    new Thing(
                            named.key(),
                            named.names(),
                            named.names().stream().map(Things::words).toList(),
                            describing,
                            parts,
                            codes,
                            isPerson(codes),
                            named.ofCase(),
                            -1,
                            named.row()));
        }
    }

    /** Adds, or says more of, what the request introduces. */
    void introduce(ThingKey key, List<String> names, Json.Object row, int step) {
        Set<String> codes = new HashSet<>();
        Set<String> describing = describing(key.kind(), row, codes);
        all.put(
                key,
                new Thing(
                        key,
                        names,
                        names.stream().map(Things::words).toList(),
                        describing,
                        Set.of(),
                        codes,
                        isPerson(codes),
                        true,
                        step,
                        row));
    }

    /** Whether anything of a case is known. */
    boolean hasSome() {
        return all.values().stream().anyMatch(Thing::ofCase);
    }

    /** Takes back what was introduced. */
    void forget(ThingKey key) {
        all.remove(key);
    }

    Optional<Thing> get(ThingKey key) {
        return Optional.ofNullable(all.get(key));
    }

    /** Those of a kind, what the request introduces last. */
    List<Thing> ofKind(String kind) {
        return all.values().stream().filter(thing -> thing.kind().equals(kind)).toList();
    }

    List<Thing> all() {
        return List.copyOf(all.values());
    }

    /** By the id as written. */
    List<Thing> withId(String id) {
        return all.values().stream()
                .filter(thing -> thing.key().id().equalsIgnoreCase(id))
                .toList();
    }

    private boolean isPerson(Set<String> codes) {
        return codes.stream().anyMatch(personCodes::contains);
    }

    /** Stems of the nouns that say what a thing is: its kind, and the words of its coded values. */
    private Set<String> describing(String kindName, Json.Object row, Set<String> codes) {
        Set<String> out = new HashSet<>();
        Optional<Kind> kind = registry.kind(kindName);
        kind.ifPresent(k -> out.addAll(Frames.stems(k.label())));
        row.members().forEach((column, value) -> {
            Optional<Shape> shape = kind.flatMap(k -> k.column(column)).map(Kind.Column::shape);
            if (shape.isPresent() && shape.get() instanceof Shape.Code code) {
                value.asText().ifPresent(text -> {
                    codes.add(text);
                    words(code.list(), text).forEach(words -> out.addAll(Frames.stems(words)));
                });
            }
            if (shape.isPresent()
                    && shape.get() instanceof Shape.Formatted format
                    && format.format().equals("COUNTRY")) {
                value.asText().ifPresent(country -> out.addAll(origin(country)));
            }
            value.asObject()
                    .flatMap(entries -> entries.text("nationality"))
                    .ifPresent(country -> out.addAll(origin(country)));
        });
        return out;
    }

    /** Stems of the single words that say where something is from: "Danish", "Denmark". */
    private List<String> origin(String country) {
        return english.countries().getOrDefault(country, List.of()).stream()
                .filter(words -> words.size() == 1)
                .map(words -> Stem.of(words.getFirst()))
                .toList();
    }

    private Set<String> words(String list, String code) {
        Set<String> out = new HashSet<>(Set.of(code.replace('_', ' ').toLowerCase(Locale.ROOT)));
        registry.codes(list).flatMap(l -> l.find(code)).ifPresent(found -> {
            out.add(found.label().toLowerCase(Locale.ROOT));
            out.addAll(found.synonyms());
        });
        return out;
    }

    /** By id: the parts that things play for each other, such as the manager of a fund. */
    private Map<String, Set<String>> parts(List<Known.Named> known) {
        Map<String, Set<String>> out = new HashMap<>();
        for (Known.Named named : known) {
            Optional<Kind> kind = registry.kind(named.key().kind());
            if (kind.isEmpty()) {
                continue;
            }
            Optional<String> first = kind.get().columns().stream()
                    .filter(column -> column.shape() instanceof Shape.Ref)
                    .flatMap(column -> named.row().text(column.name()).stream())
                    .findFirst();
            first.ifPresent(id -> kind.get().columns().forEach(column -> {
                if (column.shape() instanceof Shape.Code code) {
                    named.row()
                            .text(column.name())
                            .ifPresent(value -> out.computeIfAbsent(id, i -> new HashSet<>())
                                    .addAll(words(code.list(), value)));
                }
            }));
        }
        return out;
    }

    // ---- names

    /** Things called by this name, best first: exactly, then without legal form, then by part, then nearly. */
    List<Thing> named(String name) {
        List<String> wanted = words(name);
        List<String> core = core(wanted);
        List<Thing> exact = new ArrayList<>();
        List<Thing> same = new ArrayList<>();
        List<Thing> part = new ArrayList<>();
        List<Thing> near = new ArrayList<>();
        for (Thing thing : all.values()) {
            for (List<String> words : thing.nameWords()) {
                if (words.equals(wanted)) {
                    exact.add(thing);
                } else if (!core.isEmpty() && core(words).equals(core)) {
                    same.add(thing);
                } else if (!core.isEmpty() && words.containsAll(core) && distinctive(core)) {
                    part.add(thing);
                } else if (near(core, core(words))) {
                    near.add(thing);
                } else {
                    continue;
                }
                break;
            }
        }
        for (List<Thing> found : List.of(exact, same, part, near)) {
            if (!found.isEmpty()) {
                return preferred(found);
            }
        }
        return List.of();
    }

    /** Things called exactly this, but for case, marks and the legal form. */
    List<Thing> called(String name) {
        List<String> wanted = core(words(name));
        return wanted.isEmpty()
                ? List.of()
                : preferred(all.values().stream()
                        .filter(thing -> thing.nameWords().stream()
                                .anyMatch(words -> core(words).equals(wanted)))
                        .toList());
    }

    /** What the case knows, or the request introduces, goes before what only the tenant knows. */
    List<Thing> preferred(List<Thing> found) {
        List<Thing> near = found.stream().distinct().filter(Thing::ofCase).toList();
        return near.isEmpty() ? found.stream().distinct().toList() : near;
    }

    /** Things of a kind to choose from for a name nobody bears: those that share a word first. */
    List<Thing> nearest(String name, String kind, int limit) {
        List<String> wanted = words(name);
        return ofKind(kind).stream()
                .filter(Thing::ofCase)
                .sorted(Comparator.comparingInt((Thing thing) -> -shared(thing, wanted)))
                .limit(limit)
                .toList();
    }

    private static int shared(Thing thing, List<String> wanted) {
        return thing.nameWords().stream()
                .mapToInt(words -> (int) words.stream().filter(wanted::contains).count())
                .max()
                .orElse(0);
    }

    private boolean distinctive(List<String> words) {
        return words.stream().anyMatch(word -> !english.is("organisation-word", word) && !english.isLittle(word));
    }

    /** Words of a name in lower case, without accents, dots and marks. */
    static List<String> words(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder();
        plain.codePoints()
                .filter(c ->
                        Character.getType(c) != Character.NON_SPACING_MARK && c != '.' && c != '\'' && c != '\u2019')
                .forEach(c -> out.appendCodePoint(Character.isLetterOrDigit(c) ? c : ' '));
        return Arrays.stream(out.toString().split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Without a leading article and the legal form. */
    private List<String> core(List<String> words) {
        int from = !words.isEmpty() && words.getFirst().equals("the") ? 1 : 0;
        int to = words.size();
        while (to > from + 1 && isForm(words.get(to - 1))) {
            to--;
        }
        return words.subList(from, Math.max(from, to));
    }

    /** The words of a name without article and legal form. */
    List<String> distinguishing(String name) {
        return core(words(name));
    }

    private boolean isForm(String word) {
        return english.isLegalForm(word) && !english.is("weak-form", word);
    }

    /** The same but for a letter or two, in a name long enough for that to mean something. */
    private static boolean near(List<String> one, List<String> other) {
        String left = String.join(" ", one);
        String right = String.join(" ", other);
        int allowed = left.length() >= 12 ? 2 : left.length() >= 6 ? 1 : 0;
        return allowed > 0
                && Math.abs(left.length() - right.length()) <= allowed
                && left.length() <= 100
                && right.length() <= 100
                && distance(left, right) <= allowed;
    }

    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                int next = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[right.length()];
    }

    /** Whether words are all in one of a thing's names. */
    static boolean isCalledBy(Thing thing, List<String> words) {
        return !words.isEmpty() && thing.nameWords().stream().anyMatch(name -> name.containsAll(words));
    }

    /** Whether a word describes a thing: a noun for what it is, or a word of its name. */
    static boolean isDescribedBy(Thing thing, Token token) {
        List<String> parts = words(token.lower());
        return thing.describing().contains(token.stem())
                || (parts.size() > 1 && isCalledBy(thing, parts))
                || thing.nameWords().stream()
                        .anyMatch(name ->
                                name.stream().anyMatch(word -> Stem.of(word).equals(token.stem())));
    }
}
