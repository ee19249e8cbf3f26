package dossier.language;

import java.util.List;

/** What a document says, apart from where it says it: forms without spans, without comments. */
public final class Shape {
    private Shape() {}

    /** The same forms with {@link Span#NONE} everywhere: equal for two documents that say the same. */
    public static List<Form> of(Document document) {
        return document.forms().stream().map(Shape::of).toList();
    }

    public static Form of(Form form) {
        return new Form(
                form.verb(),
                Span.NONE,
                form.entries().stream()
                        .map(entry -> new Form.Entry(entry.key(), Span.NONE, of(entry.value())))
                        .toList(),
                form.children().stream().map(Shape::of).toList(),
                Span.NONE);
    }

    public static Value of(Value value) {
        return switch (value) {
            case Value.Text text -> new Value.Text(text.value(), Span.NONE);
            case Value.Numeric number -> new Value.Numeric(number.amount(), number.unit(), Span.NONE);
            case Value.Bool bool -> new Value.Bool(bool.value(), Span.NONE);
            case Value.Nil nil -> new Value.Nil(Span.NONE);
            case Value.Symbol symbol -> new Value.Symbol(symbol.name(), Span.NONE);
            case Value.Many many ->
                new Value.Many(many.items().stream().map(Shape::of).toList(), Span.NONE);
            case Value.Fields map ->
                new Value.Fields(map.fields().stream().map(Shape::of).toList(), Span.NONE);
            case Value.Attribute attribute -> of(attribute);
        };
    }

    private static Value.Attribute of(Value.Attribute attribute) {
        return new Value.Attribute(attribute.id(), attribute.name(), Span.NONE);
    }

    private static Value.Field of(Value.Field field) {
        Value.MapKey key = switch (field.key()) {
            case Value.MapKey.Named named -> new Value.MapKey.Named(named.name(), Span.NONE);
            case Value.MapKey.Quoted quoted -> new Value.MapKey.Quoted(quoted.name(), Span.NONE);
            case Value.MapKey.Referenced referenced ->
                new Value.MapKey.Referenced(of(referenced.attribute()), Span.NONE);
        };
        return new Value.Field(key, of(field.value()));
    }
}
