package dossier.language;

import java.util.List;
import java.util.Optional;

/**
 * One finding about a document, in the shape every edge shows.
 *
 * @param code stable and documented; its first three letters name the layer: SYN VOC TYP REF RUL STA LIM AUT
 * @param form index of the top-level form it speaks of, in document order
 * @param found what stands there, as written; empty where nothing does
 * @param expected what could stand there
 * @param nearest names the writer may have meant, best first
 * @param hint what to do next, one sentence; may be empty
 */
public record Diagnostic(
        String code,
        Severity severity,
        String message,
        Optional<Position> position,
        Optional<Integer> form,
        String found,
        List<String> expected,
        List<String> nearest,
        String hint) {

    public static Diagnostic error(String code, String message) {
        return new Diagnostic(
                code, Severity.ERROR, message, Optional.empty(), Optional.empty(), "", List.of(), List.of(), "");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The layer that speaks: SYN, VOC, TYP, REF, RUL, STA, LIM or AUT. */
    public String family() {
        return code.substring(0, 3);
    }

    public Diagnostic as(Severity other) {
        return new Diagnostic(code, other, message, position, form, found, expected, nearest, hint);
    }

    public Diagnostic at(Optional<Position> where, int formIndex) {
        return new Diagnostic(code, severity, message, where, Optional.of(formIndex), found, expected, nearest, hint);
    }

    /** At a place that is in no form. */
    public Diagnostic at(Position where) {
        return new Diagnostic(
                code, severity, message, Optional.of(where), Optional.empty(), found, expected, nearest, hint);
    }

    public Diagnostic found(String what) {
        return new Diagnostic(code, severity, message, position, form, what, expected, nearest, hint);
    }

    public Diagnostic expecting(List<String> what) {
        return new Diagnostic(code, severity, message, position, form, found, what, nearest, hint);
    }

    public Diagnostic nearest(List<String> names) {
        return new Diagnostic(code, severity, message, position, form, found, expected, names, hint);
    }

    public Diagnostic hint(String text) {
        return new Diagnostic(code, severity, message, position, form, found, expected, nearest, text);
    }
}
