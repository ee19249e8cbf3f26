package dossier.language.json;

import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of a document before which a comment can stand, numbered in the order of the text: where a form, its verb,
 * a key or a value begins, and where a form, list or map closes. They say where a comment belongs without any text.
 */
final class Places {
    private final List<Integer> offsets = new ArrayList<>();

    private Places() {}

    static Places of(Document document) {
        Places places = new Places();
        document.forms().forEach(places::form);
        return places;
    }

    /** Number of the first place behind this offset. */
    int before(int offset) {
        int low = 0;
        int high = offsets.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets.get(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void form(Form form) {
        offsets.add(form.span().start());
        offsets.add(form.verbSpan().start());
        for (Form.Entry entry : form.entries()) {
            offsets.add(entry.keySpan().start());
            value(entry.value());
        }
        form.children().forEach(this::form);
        offsets.add(form.span().end() - 1);
    }

    private void value(Value value) {
        offsets.add(value.span().start());
        switch (value) {
            case Value.Many many -> {
                many.items().forEach(this::value);
                offsets.add(many.span().end() - 1);
            }
            case Value.Fields map -> {
                for (Value.Field field : map.fields()) {
                    offsets.add(field.key().span().start());
                    value(field.value());
                }
                offsets.add(map.span().end() - 1);
            }
            default -> {}
        }
    }
}
