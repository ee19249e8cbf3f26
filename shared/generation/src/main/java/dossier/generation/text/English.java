package dossier.generation.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The word lists of English that no registry holds: little words, legal forms, countries and their adjectives,
 * currencies, first names. Immutable; read from the resources beside this class.
 */
public final class English {
    private final Map<String, Set<String>> words;
    private final Map<String, List<List<String>>> legalForms;
    private final Set<String> formWords;
    private final Map<String, List<List<String>>> countries;
    private final Map<String, List<List<String>>> currencies;
    private final Set<String> firstNames;

    private English() {
        words = new LinkedHashMap<>();
        sections("words.txt")
                .forEach((name, entries) -> words.put(
                        name, entries.stream().map(e -> e.replace('_', ' ')).collect(Collectors.toSet())));
        legalForms = phrases(sections("legal-forms.txt"));
        formWords = legalForms.values().stream()
                .flatMap(List::stream)
                .filter(form -> form.size() == 1)
                .map(form -> form.getFirst().replace(".", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        countries = phrases(sections("countries.txt"));
        for (String code : Locale.getISOCountries()) {
            String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
            countries
                    .computeIfAbsent(code, c -> new ArrayList<>())
                    .add(words(name.replace("&", "and").replace(" SAR China", "")));
        }
        currencies = phrases(sections("currencies.txt"));
        firstNames = lines("first-names.txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .collect(Collectors.toSet());
    }

    public static English load() {
        return new English();
    }

    /** Whether a lower-case word is in a section of {@code words.txt}. */
    public boolean is(String section, String lower) {
        return list(section).contains(lower);
    }

    public Set<String> list(String section) {
        return words.getOrDefault(section, Set.of());
    }

    /** Words that carry no meaning of the field. */
    public boolean isLittle(String lower) {
        return is("function", lower) || is("polite", lower);
    }

    public boolean isFirstName(String lower) {
        return firstNames.contains(lower);
    }

    /** Runs of words as written, by the sort of thing that bears the legal form. */
    public Map<String, List<List<String>>> legalForms() {
        return legalForms;
    }

    /** Whether a lower-case word without dots is a legal form by itself. */
    public boolean isLegalForm(String word) {
        return formWords.contains(word);
    }

    /** Runs of lower-case words by ISO 3166 code, subdivisions of the USA included. */
    public Map<String, List<List<String>>> countries() {
        return countries;
    }

    /** What the short form of a word stands for: "prio" is "priority". */
    public Map<String, String> shortForms() {
        return list("short").stream()
                .map(entry -> entry.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Runs of lower-case words by ISO 4217 code. */
    public Map<String, List<List<String>>> currencies() {
        return currencies;
    }

    /** Words that keep their final dot, without it. */
    public Set<String> abbreviations() {
        Set<String> found = new LinkedHashSet<>(Set.of("no", "st", "art", "sec", "dept", "approx", "nr"));
        found.addAll(list("honorific"));
        legalForms
                .values()
                .forEach(forms -> forms.forEach(form -> form.forEach(word -> {
                    String lower = word.toLowerCase(Locale.ROOT);
                    found.add(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
                })));
        // Whole words end sentences far more often than they are cut short.
        found.removeAll(
                Set.of("limited", "company", "bank", "group", "fund", "trust", "settlement", "foundation", "no"));
        return found;
    }

    private static Map<String, List<List<String>>> phrases(Map<String, List<String>> sections) {
        Map<String, List<List<String>>> out = new LinkedHashMap<>();
        sections.forEach((name, entries) -> out.put(
                name,
                entries.stream()
                        .map(entry -> List.of(entry.split("_", -1)))
                        .collect(Collectors.toCollection(ArrayList::new))));
        return out;
    }

    private static List<String> words(String name) {
        return List.of(name.toLowerCase(Locale.ROOT).split(" ", -1));
    }

    private static Map<String, List<String>> sections(String resource) {
        Map<String, List<String>> out = new LinkedHashMap<>();
        for (String line : lines(resource)) {
            int colon = line.indexOf(':');
            out.put(
                    line.substring(0, colon),
                    Arrays.stream(line.substring(colon + 1).strip().split("\\s+", -1))
                            .filter(word -> !word.isEmpty())
                            .toList());
        }
        return out;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = English.class.getResourceAsStream("/dossier/generation/english/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("The word list " + resource + " is not on the class path");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
