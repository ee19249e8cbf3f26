package dossier.language.json;

import dossier.json.Json;
import dossier.language.Comment;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Position;
import dossier.language.Printer;
import dossier.language.Value;
import java.util.List;
import java.util.Optional;

/**
 * A document as JSON without loss: units, every digit, symbols apart from strings, kinds of map keys, the order of
 * everything, child forms, comments. What is lost is layout. The shape is published in {@code docs/transforms.md}.
 *
 * <p>The methods are safe to call from several threads at once.
 */
public final class DocumentJson {
    private DocumentJson() {}

    public static Json.Object write(Document document) {
        return document(document, false);
    }

    /** As {@link #write}, with the place of each form and key in the text; reading ignores places. */
    public static Json.Object withPositions(Document document) {
        return document(document, true);
    }

    /**
     * Reads the shape back, as the text {@link Printer#pretty} gives for it: its nodes have places in that text. JSON
     * of another shape gives one {@code SYN-JSON} error and no form; what the grammar refuses gives the parser's errors.
     */
    public static Parsed read(Json json, Limits limits) {
        return switch (JsonTree.read(json)) {
            case JsonTree.Outcome.Read(Document document) -> Parser.parse(Printer.pretty(document), limits);
            case JsonTree.Outcome.Refused(String path, String message) ->
                new Parsed(
                        Document.of(List.of()),
                        List.of(Diagnostic.error("SYN-JSON", "At " + path + ": " + message)
                                .hint("docs/transforms.md shows how a document looks in JSON.")));
        };
    }

    private static Json.Object document(Document document, boolean positions) {
        Json.Builder json =
                Json.object().put("forms", Json.array(document.forms(), form -> form(form, document, positions)));
        if (!document.comments().isEmpty()) {
            Places places = Places.of(document);
            json.put("comments", Json.array(document.comments(), comment -> comment(comment, places)));
        }
        return json.build();
    }

    private static Json comment(Comment comment, Places places) {
        return Json.object()
                .put("text", comment.text())
                .put("trailing", comment.trailing())
                .put("before", places.before(comment.span().start()))
                .build();
    }

    private static Json form(Form form, Document document, boolean positions) {
        Json.Builder json = Json.object().put("verb", form.verb());
        Json.Builder keys = Json.object();
        form.entries().forEach(entry -> keys.put(entry.key(), value(entry.value())));
        json.put("keys", keys);
        if (!form.children().isEmpty()) {
            json.put("forms", Json.array(form.children(), child -> form(child, document, positions)));
        }
        if (positions) {
            Json.Builder places = Json.object();
            form.entries()
                    .forEach(entry -> places.putIf(
                            entry.key(), document.position(entry.keySpan()).map(DocumentJson::position)));
            json.putIf("position", document.position(form.span()).map(DocumentJson::position))
                    .put("keyPositions", places);
        }
        return json.build();
    }

    /** A place as people name it. */
    public static Json position(Position position) {
        return Json.object()
                .put("offset", position.offset())
                .put("line", position.line())
                .put("column", position.column())
                .put("length", position.length())
                .build();
    }

    /** One value in the shape it has inside a document. */
    public static Json value(Value value) {
        return switch (value) {
            case Value.Text text -> Json.text(text.value());
            case Value.Numeric number -> number(number);
            case Value.Bool bool -> Json.bool(bool.value());
            case Value.Nil nil -> Json.nil();
            case Value.Symbol symbol ->
                Json.object().put("symbol", symbol.name()).build();
            case Value.Many many -> Json.array(many.items(), DocumentJson::value);
            case Value.Fields map ->
                Json.object()
                        .put("map", Json.array(map.fields(), DocumentJson::field))
                        .build();
            case Value.Attribute attribute ->
                Json.object().put("attribute", attribute(attribute)).build();
        };
    }

    private static Json number(Value.Numeric number) {
        Optional<String> unit = switch (number.unit()) {
            case Value.Unit.Plain plain -> Optional.empty();
            case Value.Unit.Percent percent -> Optional.of("%");
            case Value.Unit.Currency(String code) -> Optional.of(code);
        };
        return Json.object()
                .put("number", number.amount().toPlainString())
                .putText("unit", unit)
                .build();
    }

    private static Json field(Value.Field field) {
        Json.Builder json = Json.object();
        switch (field.key()) {
            case Value.MapKey.Named named -> json.put("key", named.name());
            case Value.MapKey.Quoted quoted -> json.put("quoted", quoted.name());
            case Value.MapKey.Referenced referenced -> json.put("attribute", attribute(referenced.attribute()));
        }
        return json.put("value", value(field.value())).build();
    }

    private static Json attribute(Value.Attribute attribute) {
        return Json.object()
                .putText("id", attribute.id().map(Object::toString))
                .putText("name", attribute.name())
                .build();
    }
}
