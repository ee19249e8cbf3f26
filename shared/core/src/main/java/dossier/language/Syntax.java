package dossier.language;

/** The codes this layer can raise; {@code docs/diagnostics.md} explains each. */
enum Syntax {
    EMPTY("SYN-EMPTY"),
    PROSE("SYN-PROSE"),
    STRAY("SYN-STRAY"),
    UNCLOSED("SYN-UNCLOSED"),
    UNOPENED("SYN-UNOPENED"),
    VERB("SYN-VERB"),
    KEY("SYN-KEY"),
    VALUE("SYN-VALUE"),
    DUPLICATE("SYN-DUPLICATE"),
    ORDER("SYN-ORDER"),
    MAP_KEY("SYN-MAP-KEY"),
    STRING("SYN-STRING"),
    ESCAPE("SYN-ESCAPE"),
    NUMBER("SYN-NUMBER"),
    NAME("SYN-NAME"),
    ATTRIBUTE("SYN-ATTRIBUTE"),
    CHARACTER("SYN-CHARACTER"),
    ENCODING("SYN-ENCODING"),
    SIZE("LIM-SIZE"),
    DEPTH("LIM-DEPTH"),
    LENGTH("LIM-LENGTH"),
    DIGITS("LIM-DIGITS"),
    ERRORS("LIM-ERRORS");

    private final String code;

    Syntax(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    Diagnostic error(String message) {
        return Diagnostic.error(code, message);
    }
}
