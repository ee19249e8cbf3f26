package dossier.compiler;

import dossier.registry.Argument;
import dossier.registry.Attribute;
import dossier.registry.CodeList;
import dossier.registry.Kind;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Track;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What must hold between the definitions. */
final class Checks {
    /** Words that SQL keeps for itself, as far as anyone may want to call a column so. */
    private static final Set<String> SQL_WORDS = Set.of(
            "all",
            "and",
            "as",
            "case",
            "check",
            "column",
            "default",
            "desc",
            "distinct",
            "do",
            "else",
            "end",
            "except",
            "false",
            "for",
            "foreign",
            "from",
            "grant",
            "group",
            "having",
            "in",
            "into",
            "limit",
            "not",
            "null",
            "offset",
            "on",
            "only",
            "or",
            "order",
            "primary",
            "references",
            "select",
            "table",
            "then",
            "to",
            "true",
            "union",
            "unique",
            "user",
            "using",
            "when",
            "where",
            "with");

    private final Sections files;
    private final Registry registry;

    private Checks(Sections files, Registry registry) {
        this.files = files;
        this.registry = registry;
    }

    static void run(Sections files, Registry registry, Phrases phrases) {
        Checks checks = new Checks(files, registry);
        checks.kinds();
        registry.tracks().forEach(checks::track);
        registry.codeLists().forEach(checks::codes);
        checks.uuids();
        new VerbChecks(files, registry, phrases).run();
    }

    private Item item(String section, String name) {
        return Objects.requireNonNull(files.section(section).get(name));
    }

    private void kinds() {
        Set<String> tables = new HashSet<>();
        for (Kind kind : registry.kinds()) {
            Item where = item("kinds", kind.name());
            if (!tables.add(kind.table())) {
                where.problem("another kind has the table " + kind.table());
            }
            Item columns = where.find("columns").orElse(where);
            Stream.concat(
                            Stream.of(kind.table(), kind.idColumn()),
                            kind.columns().stream().map(Kind.Column::name))
                    .filter(name -> !isSqlName(name))
                    .forEach(name -> columns.problem(name + " cannot be the name of a table or column"));
            Stream.concat(Stream.of(kind.idColumn()), kind.columns().stream().map(Kind.Column::name))
                    .filter(Tables.COMMON::contains)
                    .forEach(name -> columns.problem("every table has a column " + name + " already"));
            if (kind.column(kind.idColumn()).isPresent()) {
                columns.problem(kind.idColumn() + " is the column of the id already");
            }
            for (String path : kind.naming()) {
                int dot = path.indexOf('.');
                if (kind.column(dot < 0 ? path : path.substring(0, dot)).isEmpty()) {
                    where.problem("there is no column for the name " + path);
                }
            }
        }
    }

    private static boolean isSqlName(String name) {
        return !name.isEmpty()
                && name.length() <= 50
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
                && !SQL_WORDS.contains(name);
    }

    private void track(Track track) {
        Item where = item("tracks", track.name());
        Optional<Kind.Column> column = registry.kind(track.kind()).flatMap(kind -> kind.column(track.column()));
        if (column.isEmpty()) {
            where.problem("there is no column " + track.column() + " of the kind " + track.kind());
            return;
        }
        Optional<CodeList> states =
                column.get().shape() instanceof Shape.Code code ? registry.codes(code.list()) : Optional.empty();
        Stream.concat(
                        Stream.concat(Stream.of(track.initial()), track.open().stream()),
                        track.steps().stream().flatMap(step -> Stream.of(step.from(), step.to())))
                .distinct()
                .filter(state -> !state.equals("*"))
                .filter(state -> states.flatMap(list -> list.find(state)).isEmpty())
                .forEach(state -> where.problem("the column's code list has no state " + state));
    }

    private void codes(CodeList list) {
        Item where = item("codes", list.name());
        Map<String, String> owners = new HashMap<>();
        list.codes().forEach(code -> owners.put(CodeList.fold(code.code()), code.code()));
        for (CodeList.Code code : list.codes()) {
            Item at = where.find("codes")
                    .flatMap(codes -> codes.find(code.code()))
                    .orElse(where);
            Stream.concat(Stream.of(code.label()), code.synonyms().stream()).forEach(word -> {
                String other = owners.putIfAbsent(CodeList.fold(word), code.code());
                if (other != null && !other.equals(code.code())) {
                    at.problem("\"" + word + "\" means " + other + " already");
                }
            });
        }
    }

    private void uuids() {
        Map<UUID, String> owners = new HashMap<>();
        for (Attribute attribute : registry.attributes()) {
            Item where = item("attributes", attribute.name());
            String other = owners.put(attribute.id(), attribute.name());
            if (other != null) {
                where.problem("its UUID is that of " + other);
            }
        }
        registry.verbs().forEach(verb -> {
            for (Argument argument : verb.arguments()) {
                String other = owners.put(argument.id(), verb.name() + " " + argument.key());
                if (other != null) {
                    item("verbs", verb.name()).problem(argument.key() + " has the UUID of " + other);
                }
            }
        });
    }
}
