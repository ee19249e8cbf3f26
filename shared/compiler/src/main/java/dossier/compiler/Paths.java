package dossier.compiler;

import dossier.registry.Argument;
import dossier.registry.Attribute;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a path of a verb stands for: a key, or {@code key.field} for an entry of a map. */
record Paths(Registry registry) {

    Optional<Shape> shape(Verb verb, String path) {
        Optional<Argument> whole = verb.argument(path);
        if (whole.isPresent()) {
            return whole.map(Argument::shape);
        }
        int dot = path.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : verb.argument(path.substring(0, dot)).flatMap(a -> entry(a.shape(), path.substring(dot + 1)));
    }

    private Optional<Shape> entry(Shape shape, String key) {
        if (shape instanceof Shape.Dependent) {
            // Which entries there are depends on what the form says.
            return Optional.of(new Shape.Any());
        }
        if (!(shape instanceof Shape.MapOf map)) {
            return Optional.empty();
        }
        Optional<Shape> field = map.fields().stream()
                .filter(f -> f.key().equals(key))
                .map(Argument::shape)
                .findFirst();
        return field.isPresent() || !map.attributes()
                ? field
                : registry.attribute(key).filter(a -> a.key().equals(key)).map(Attribute::shape);
    }

    /** The paths that stand in braces in a text. */
    static List<String> braced(String text) {
        List<String> out = new ArrayList<>();
        int at = text.indexOf('{');
        while (at >= 0) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                break;
            }
            out.add(text.substring(at + 1, end));
            at = text.indexOf('{', end);
        }
        return out;
    }
}
