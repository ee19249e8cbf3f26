package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Span;
import dossier.language.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads ids, free text, coded words and text of a published format. */
final class Words {
    private static final int LONGEST_WORD = 128;
    private static final int MOST_EXPECTED = 30;

    private final Scope scope;
    private final Lexicon lexicon;

    Words(Scope scope, Lexicon lexicon) {
        this.scope = scope;
        this.lexicon = lexicon;
    }

    Optional<Reading> text(Value value, String path) {
        if (!(value instanceof Value.Text text)) {
            scope.wrong("TYP-TEXT", path, value, "text in quotes", hintToQuote(value));
            return Optional.empty();
        }
        if (text.value().indexOf('\0') >= 0) {
            scope.wrong("TYP-TEXT", path, value, "text without the NUL character", "");
            return Optional.empty();
        }
        return Optional.of(new Reading(new Typed.Text(text.value()), value));
    }

    private static String hintToQuote(Value value) {
        return switch (value) {
            case Value.Symbol symbol -> "Put it in quotes: \"" + symbol.name() + "\".";
            case Value.Numeric _ -> "Put it in quotes: \"" + Written.of(value) + "\".";
            default -> "";
        };
    }

    Optional<Reading> id(Value value, String path) {
        if (!(value instanceof Value.Text text) || !ThingId.is(text.value())) {
            scope.wrong("TYP-ID", path, value, ThingId.RULE, hintToQuote(value));
            return Optional.empty();
        }
        return Optional.of(new Reading(new Typed.Text(text.value()), value));
    }

    Optional<Reading> reference(Value value, String kind, String path) {
        return id(value, path)
                .map(id -> new Reading(new Typed.Reference(kind, id.typed().plain()), id.value()));
    }

    Optional<Reading> code(Value value, String listName, String path) {
        CodeList list = scope.registry()
                .codes(listName)
                .orElseThrow(() -> new MalformedRegistry("code list " + listName, "there is no such list"));
        Optional<String> word = word(value).or(() -> numbered(list, value));
        if (word.isEmpty()) {
            scope.wrong("TYP-CODE", path, value, "a word of the list " + listName, "");
            return Optional.empty();
        }
        Optional<String> known = lexicon.code(listName, word.get());
        if (known.isPresent()) {
            return Optional.of(coded(known.get(), word.get(), value, path));
        }
        return list.open() ? openWord(word.get(), value, path) : closedWord(list, word.get(), value, path);
    }

    private static Optional<String> word(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Symbol symbol -> Optional.of(symbol.name());
            default -> Optional.empty();
        };
    }

    /** A code that is written in digits, such as the year of a form of agreement. */
    private static Optional<String> numbered(CodeList list, Value value) {
        return value instanceof Value.Numeric number && number.unit().equals(Value.Unit.PLAIN)
                ? Optional.of(number.amount().toPlainString())
                        .filter(digits -> list.codes().stream()
                                .anyMatch(code -> code.code().equals(digits)))
                : Optional.empty();
    }

    private Reading coded(String code, String word, Value value, String path) {
        if (!code.equals(word)) {
            scope.note("TYP-SYNONYM", ":" + path + " is read as " + code, value);
        }
        return new Reading(new Typed.Text(code), string(code, value));
    }

    /** Canonical text writes every word as a string. */
    private static Value string(String text, Value written) {
        return written instanceof Value.Text same && same.value().equals(text)
                ? written
                : new Value.Text(text, Span.NONE);
    }

    private Optional<Reading> openWord(String word, Value value, String path) {
        String code = upperSnake(word);
        if (code.isEmpty() || code.length() > LONGEST_WORD) {
            scope.wrong("TYP-CODE", path, value, "a word of letters and digits, at most 128", "");
            return Optional.empty();
        }
        scope.note("TYP-NEW-WORD", ":" + path + " is kept as " + code + ", a word the registry does not know", value);
        return Optional.of(new Reading(new Typed.Text(code), string(code, value)));
    }

    static String upperSnake(String word) {
        StringBuilder code = new StringBuilder(word.length());
        word.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                code.appendCodePoint(c);
            } else if (!code.isEmpty() && code.charAt(code.length() - 1) != '_') {
                code.append('_');
            }
        });
        String trimmed = code.toString();
        return (trimmed.endsWith("_") ? trimmed.substring(0, trimmed.length() - 1) : trimmed).toUpperCase(Locale.ROOT);
    }

    private Optional<Reading> closedWord(CodeList list, String word, Value value, String path) {
        List<String> codes = list.codes().stream().map(CodeList.Code::code).toList();
        List<String> nearest = scope.report().near(word, codes);
        Diagnostic finding = Diagnostic.error("TYP-CODE", ":" + path + " cannot be " + Written.of(value))
                .found(Written.of(value))
                .expecting(codes.stream().limit(MOST_EXPECTED).toList())
                .nearest(nearest)
                .hint(nearest.isEmpty() ? "" : "Did you mean " + nearest.getFirst() + "?");
        boolean storable = !word.isBlank() && word.indexOf('\0') < 0;
        scope.report().complain(scope.strict() || !storable, finding, value.span());
        return scope.strict() || !storable
                ? Optional.empty()
                : Optional.of(new Reading(new Typed.Text(word), string(word, value)));
    }

    /** A code list named as the format gives the words that people say for its values. */
    Optional<Reading> formatted(Value value, String format, String path) {
        Optional<String> word = word(value);
        Optional<String> code = word.flatMap(w -> lexicon.code(format, w));
        if (word.isPresent() && code.isPresent()) {
            return Optional.of(coded(code.get(), word.get(), value, path));
        }
        Optional<String> text = word.flatMap(w -> Formats.check(format, w)).filter(t -> partIsKnown(format, t));
        if (text.isEmpty()) {
            List<String> nearest = word.map(w -> nearest(format, w)).orElse(List.of());
            Diagnostic finding = Diagnostic.error("TYP-" + format, ":" + path + " must be " + Formats.describe(format))
                    .expecting(List.of(Formats.describe(format)))
                    .nearest(nearest)
                    .hint("For example \"" + Formats.example(format) + "\".");
            boolean kept = !scope.strict()
                    && word.filter(w -> !w.isBlank() && w.indexOf('\0') < 0).isPresent();
            if (!kept) {
                scope.report().add(finding.found(Written.of(value)), value.span());
                return Optional.empty();
            }
            // Codes of a list are kept where they stand, as those of every list are; what fails a check is no value.
            return Optional.of(listed(format) ? listed(finding, word.get(), value) : scope.aside(finding, path, value));
        }
        return Optional.of(new Reading(new Typed.Text(text.get()), string(text.get(), value)));
    }

    private boolean listed(String format) {
        return scope.registry().codes(format).isPresent();
    }

    private Reading listed(Diagnostic finding, String word, Value value) {
        scope.report().complain(false, finding.found(Written.of(value)), value.span());
        return new Reading(new Typed.Text(word), string(word, value));
    }

    private List<String> nearest(String format, String word) {
        return scope.registry()
                .codes(format)
                .map(list -> scope.report()
                        .near(
                                word,
                                list.codes().stream().map(CodeList.Code::label).toList()))
                .orElse(List.of());
    }

    /** Where the list holds parts of a whole ({@code US-DE}), an unlisted part of that whole is unknown. */
    private boolean partIsKnown(String format, String text) {
        int dash = text.indexOf('-');
        Optional<CodeList> list = scope.registry().codes(format);
        if (dash < 0 || list.isEmpty()) {
            return true;
        }
        String whole = text.substring(0, dash + 1);
        return list.get().codes().stream().noneMatch(code -> code.code().startsWith(whole));
    }
}
