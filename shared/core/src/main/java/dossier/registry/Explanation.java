package dossier.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in plain English what a form does, from the sentence its verb has in the registry. Thread-safe. */
public final class Explanation {
    private final Registry registry;

    public Explanation(Registry registry) {
        this.registry = registry;
    }

    /**
     * One sentence. {@code {path}} in the verb's sentence is the value said there, codes by their label; a part in
     * brackets is left out when no path in it has a value.
     */
    public String sentence(TypedForm form) {
        String template = form.verb().sentence();
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('[', at);
            int close = open < 0 ? -1 : template.indexOf(']', open);
            if (close < 0) {
                fill(template.substring(at), form, out);
                break;
            }
            fill(template.substring(at, open), form, out);
            StringBuilder part = new StringBuilder();
            if (fill(template.substring(open + 1, close), form, part)) {
                out.append(part);
            }
            at = close + 1;
        }
        return tidy(out);
    }

    /** @return whether any path had a value */
    private boolean fill(String template, TypedForm form, StringBuilder out) {
        boolean said = false;
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                out.append(template, at, template.length());
                break;
            }
            out.append(template, at, open);
            String path = template.substring(open + 1, close);
            Optional<Typed> value = form.value(path).filter(v -> !(v instanceof Typed.Nothing));
            said |= value.isPresent();
            value.ifPresent(v -> out.append(words(v, shape(form.verb(), path))));
            at = close + 1;
        }
        return said;
    }

    private static Optional<Shape> shape(Verb verb, String path) {
        Optional<Shape> itself = verb.argument(path).map(Argument::shape);
        int dot = path.indexOf('.');
        return itself.isPresent() || dot < 0
                ? itself
                : verb.argument(path.substring(0, dot))
                        .map(Argument::shape)
                        .flatMap(shape -> shape instanceof Shape.MapOf map
                                ? map.fields().stream()
                                        .filter(f -> f.key().equals(path.substring(dot + 1)))
                                        .map(Argument::shape)
                                        .findFirst()
                                : Optional.empty());
    }

    private String words(Typed value, Optional<Shape> shape) {
        if (value instanceof Typed.Items items) {
            Optional<Shape> item =
                    shape.flatMap(s -> s instanceof Shape.ListOf list ? Optional.of(list.item()) : Optional.empty());
            return join(items.items().stream().map(i -> words(i, item)).toList());
        }
        if (value instanceof Typed.Text text && shape.isPresent()) {
            return switch (shape.get()) {
                case Shape.Code code -> label(code.list(), text.value());
                case Shape.Formatted formatted -> label(formatted.format(), text.value());
                default -> text.value();
            };
        }
        return value.plain();
    }

    private String label(String list, String code) {
        Optional<CodeList> codes = registry.codes(list);
        return codes.flatMap(l -> l.find(code))
                .map(CodeList.Code::label)
                .orElseGet(
                        () -> codes.isPresent() ? code.toLowerCase(Locale.ROOT).replace('_', ' ') : code);
    }

    private static String join(List<String> items) {
        return items.size() < 2
                ? items.stream().collect(Collectors.joining())
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    private static String tidy(StringBuilder out) {
        StringBuilder tidy = new StringBuilder(out.length());
        for (int i = 0; i < out.length(); i++) {
            boolean doubled = out.charAt(i) == ' ' && (tidy.isEmpty() || tidy.charAt(tidy.length() - 1) == ' ');
            if (!doubled) {
                tidy.append(out.charAt(i));
            }
        }
        String sentence = tidy.toString().strip();
        boolean stopped = sentence.endsWith("..") && !sentence.endsWith("...");
        return stopped ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
