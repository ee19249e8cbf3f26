package dossier.vocabulary;

import dossier.registry.Argument;
import dossier.registry.CodeList;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Shape;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares one verb of the registry with its lines in {@code page.txt}, whose head explains the notation. */
final class VocabularyPage {
    private final Registry registry;
    private final Verb verb;
    private final List<String> differences = new ArrayList<>();

    private VocabularyPage(Registry registry, Verb verb) {
        this.registry = registry;
        this.verb = verb;
    }

    /** What differs, each in a line. */
    static List<String> differences(Registry registry, Verb verb, String listed) {
        VocabularyPage page = new VocabularyPage(registry, verb);
        Set<String> required = new TreeSet<>();
        for (String token : tokens(listed)) {
            page.token(token, required);
        }
        for (Argument argument : verb.arguments()) {
            if (argument.required() && !required.contains(argument.key())) {
                page.differ("requires " + argument.key());
            }
        }
        return page.differences;
    }

    private void differ(String what) {
        differences.add(verb.name() + " " + what);
    }

    private void token(String token, Set<String> required) {
        if (token.equals("grouping")) {
            expect(verb.grouping(), "is not grouping");
        } else if (token.equals("second-person")) {
            expect(verb.rules().stream().anyMatch(Rule.SecondPerson.class::isInstance), "needs no second person");
        } else if (token.startsWith("at-least-one(")) {
            Set<String> keys = words(token);
            expect(
                    verb.rules().stream()
                            .anyMatch(rule -> rule instanceof Rule.AtLeastOne one
                                    && Set.copyOf(one.paths()).equals(keys)),
                    "has no rule " + token);
        } else if (token.startsWith("exactly-one(")) {
            Set<String> keys = words(token);
            expect(
                    verb.rules().stream()
                            .anyMatch(rule -> rule instanceof Rule.ExactlyOne one
                                    && Set.copyOf(one.paths()).equals(keys)),
                    "has no rule " + token);
        } else if (token.startsWith("alias(")) {
            String name = inside(token);
            expect(registry.alias(name).filter(a -> a.verb().equals(verb)).isPresent(), "has no alias " + name);
        } else if (token.startsWith("key-alias(")) {
            String[] sides = inside(token).split(">", 2);
            expect(
                    verb.aliases().stream()
                            .anyMatch(a -> sides[1].equals(a.keys().get(sides[0]))),
                    "has no older key " + inside(token));
        } else {
            argument(token, required);
        }
    }

    private void argument(String token, Set<String> required) {
        boolean must = token.endsWith("!");
        Entry entry = Entry.of(must ? token.substring(0, token.length() - 1) : token);
        if (must) {
            required.add(entry.key);
        }
        Optional<Argument> found = verb.argument(entry.key);
        if (found.isEmpty()) {
            differ("has no key " + entry.key);
            return;
        }
        expect(found.get().required() || !must, "does not require " + entry.key);
        if (!entry.type.isEmpty() && !is(found.get().shape(), entry.type)) {
            differ("has " + entry.key + " as " + found.get().shape() + ", not " + entry.type);
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            differ(otherwise);
        }
    }

    private boolean is(Shape shape, String type) {
        if (type.startsWith("[")) {
            return shape instanceof Shape.ListOf list && is(list.item(), type.substring(1, type.length() - 1));
        }
        if (type.startsWith("{")) {
            return shape instanceof Shape.Dependent
                    || (shape instanceof Shape.MapOf map && fields(map, type.substring(1, type.length() - 1)));
        }
        if (type.startsWith("enum(")) {
            return shape instanceof Shape.Code code && codes(code, words(type));
        }
        return switch (type) {
            case "text" -> shape instanceof Shape.Text || isOpen(shape);
            case "open" -> isOpen(shape);
            case "int" -> shape instanceof Shape.Int;
            case "dec" -> shape instanceof Shape.Dec;
            case "pct" -> shape instanceof Shape.Percent;
            case "pct+" -> shape instanceof Shape.Percent percent && percent.band();
            case "money" -> shape instanceof Shape.Money;
            case "date" -> shape instanceof Shape.Date;
            case "time" -> shape instanceof Shape.Time;
            case "duration" -> shape instanceof Shape.Duration;
            case "bool" -> shape instanceof Shape.Bool;
            case "attr" -> shape instanceof Shape.AttributeName;
            case "id" -> shape instanceof Shape.NewId;
            case "ccy" ->
                shape instanceof Shape.Formatted format && format.format().equals("CURRENCY");
            case "country" ->
                shape instanceof Shape.Formatted format && format.format().equals("COUNTRY");
            case "person" -> isReference(shape, "entity");
            case "doc" -> isReference(shape, "document");
            default -> isReference(shape, type);
        };
    }

    private static boolean isReference(Shape shape, String kind) {
        return shape instanceof Shape.Ref ref && ref.kind().equals(kind);
    }

    private boolean isOpen(Shape shape) {
        return shape instanceof Shape.Code code
                && registry.codes(code.list()).orElseThrow().open();
    }

    private boolean codes(Shape.Code code, Set<String> wanted) {
        boolean more = wanted.remove("...");
        Set<String> known = new TreeSet<>(registry.codes(code.list()).orElseThrow().codes().stream()
                .map(CodeList.Code::code)
                .toList());
        return more ? known.containsAll(wanted) : known.equals(wanted);
    }

    private boolean fields(Shape.MapOf map, String listed) {
        boolean all = true;
        for (String token : tokens(listed)) {
            Entry entry = Entry.of(token);
            Optional<Argument> field =
                    map.fields().stream().filter(f -> f.key().equals(entry.key)).findFirst();
            if (field.isEmpty() || (!entry.type.isEmpty() && !is(field.get().shape(), entry.type))) {
                differ("has no entry " + token + " in a map");
                all = false;
            }
        }
        return all;
    }

    /** @param type empty where the page gives none */
    private record Entry(String key, String type) {
        static Entry of(String token) {
            int colon = token.indexOf(':');
            return colon < 0 ? new Entry(token, "") : new Entry(token.substring(0, colon), token.substring(colon + 1));
        }
    }

    private static String inside(String token) {
        return token.substring(token.indexOf('(') + 1, token.length() - 1);
    }

    private static Set<String> words(String token) {
        return new TreeSet<>(List.of(inside(token).split(" ", -1)));
    }

    /** Parted by white space that is not within brackets. */
    private static List<String> tokens(String listed) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        int depth = 0;
        for (char c : (listed + " ").toCharArray()) {
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (!Character.isWhitespace(c) || depth > 0) {
                token.append(c);
            } else if (!token.isEmpty()) {
                tokens.add(token.toString());
                token.setLength(0);
            }
        }
        return tokens;
    }
}
