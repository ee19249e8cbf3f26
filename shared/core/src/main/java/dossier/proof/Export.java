package dossier.proof;

import dossier.json.Json;
import dossier.pipeline.Chain;
import dossier.proof.VersionCheck.Flaw;
import dossier.proof.VersionCheck.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An examiner's export of a case: JSON lines, a head, then each version followed by its audit entries, then an end that
 * digests every line before it. Whoever has the file can check all of it without the database. Pure.
 */
public final class Export {
    /** Names the format; another number is another format. */
    public static final String FORMAT = "dossier-export-1";

    private static final String RECORD = "record";

    private Export() {}

    /** @param versions each as {@link #version} makes it, oldest first */
    public static List<String> lines(Json.Object head, List<List<Json.Object>> versions) {
        List<String> lines = new ArrayList<>();
        lines.add(record("export", head.toBuilder().put("format", FORMAT)).compact());
        versions.forEach(version -> version.forEach(line -> lines.add(line.compact())));
        lines.add(record("end", Json.object().put("lines", lines.size()).put("digest", digest(lines)))
                .compact());
        return lines;
    }

    /** A version and its audit entries, a line each. */
    public static List<Json.Object> version(Stored stored) {
        List<Json.Object> lines = new ArrayList<>();
        lines.add(record(
                "version",
                stored.columns().toBuilder()
                        .put("previousHash", stored.previousHash())
                        .put("hash", stored.hash())
                        .put("verbatim", stored.verbatim())
                        .put("canonical", stored.canonical())
                        .put("forms", Json.parse(stored.forms()).orThrow())
                        .put("reads", Json.parse(stored.reads()).orThrow())
                        .put("metadata", stored.metadata())));
        for (Json entry : stored.audit().orElse(List.of())) {
            Json.Object one = entry.asObject().orElseGet(() -> Json.object().build());
            lines.add(Json.object()
                    .put(RECORD, "audit")
                    .put("version", stored.number())
                    .build()
                    .with(one));
        }
        return lines;
    }

    private static Json.Object record(String name, Json.Builder members) {
        return Json.object().put(RECORD, name).build().with(members.build());
    }

    private static String digest(List<String> lines) {
        return Chain.digest(lines.toArray(String[]::new));
    }

    /**
     * Checks a file: {@code {caseId, ok, versions, head, firstBroken?{version?, field?, line?, reason}}}.
     *
     * @param lines without their line breaks; blank ones count for nothing
     */
    public static Json.Object check(List<String> lines) {
        List<String> said = lines.stream().filter(line -> !line.isBlank()).toList();
        List<Json.Object> read = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            Optional<Json.Object> line = Json.parse(said.get(i)).value().flatMap(Json::asObject);
            if (line.isEmpty()) {
                return broken("", 0, "", Json.object().put("line", i + 1).put("reason", "it is not a JSON object"));
            }
            read.add(line.get());
        }
        if (read.size() < 2
                || !is(read.getFirst(), "export")
                || !read.getFirst().text("format").equals(Optional.of(FORMAT))) {
            return broken("", 0, "", Json.object().put("line", 1).put("reason", "it is no " + FORMAT));
        }
        return check(said, read);
    }

    private static Json.Object check(List<String> said, List<Json.Object> read) {
        Json.Object head = read.getFirst();
        String caseId = head.text("caseId").orElse("");
        String previous = Chain.START;
        long checked = 0;
        int at = 1;
        while (at < read.size() && is(read.get(at), "version")) {
            int next = at + 1;
            while (next < read.size() && is(read.get(next), "audit")) {
                next++;
            }
            Optional<Flaw> flaw = belongs(read.get(at), head);
            if (flaw.isEmpty()) {
                flaw = VersionCheck.flaw(stored(read.subList(at, next)), checked + 1, previous);
            }
            if (flaw.isPresent()) {
                return broken(
                        caseId,
                        checked,
                        previous,
                        Json.object()
                                .put("version", checked + 1)
                                .put("field", flaw.get().field())
                                .put("line", at + 1)
                                .put("reason", flaw.get().reason()));
            }
            previous = read.get(at).text("hash").orElse("");
            checked++;
            at = next;
        }
        return ending(said, read, at, checked, previous);
    }

    private static Json.Object ending(List<String> said, List<Json.Object> read, int at, long checked, String head) {
        Json.Object first = read.getFirst();
        String caseId = first.text("caseId").orElse("");
        boolean whole = at == read.size() - 1
                && is(read.get(at), "end")
                && read.get(at).integer("lines").equals(Optional.of((long) at))
                && read.get(at).text("digest").equals(Optional.of(digest(said.subList(0, at))));
        if (!whole) {
            return broken(
                    caseId,
                    checked,
                    head,
                    Json.object().put("line", at + 1).put("reason", "lines are missing, added or changed"));
        }
        if (!first.integer("version").equals(Optional.of(checked))
                || !first.text("hash").equals(Optional.of(head))) {
            return broken(
                    caseId,
                    checked,
                    head,
                    Json.object()
                            .put("version", first.integer("version").orElse(checked))
                            .put("field", "hash")
                            .put("line", 1)
                            .put("reason", "the head names another version than the last one there"));
        }
        return verdict(caseId, checked, head).put("ok", true).build();
    }

    /** Versions of another case or tenant prove nothing of this one. */
    private static Optional<Flaw> belongs(Json.Object version, Json.Object head) {
        Json.Object metadata = metadata(version);
        for (String name : List.of("tenant", "caseId")) {
            if (!metadata.text(name).equals(head.text(name))) {
                return Optional.of(new Flaw("metadata", "it is of another " + name));
            }
        }
        return Optional.empty();
    }

    private static Stored stored(List<Json.Object> lines) {
        Json.Object version = lines.getFirst();
        Json.Builder columns = Json.object();
        for (String name : List.of("version", "actor", "source", "requestId", "registryVersion", "planHash", "time")) {
            columns.put(name, version.get(name).orElseGet(Json::nil));
        }
        List<Json> audit = new ArrayList<>();
        for (Json.Object line : lines.subList(1, lines.size())) {
            Json.Builder entry = Json.object();
            line.members().forEach((name, value) -> {
                if (!name.equals(RECORD) && !name.equals("version")) {
                    entry.put(name, value);
                }
            });
            audit.add(entry.build());
        }
        return new Stored(
                version.integer("version").orElse(-1L),
                version.text("verbatim").orElse(""),
                version.text("canonical").orElse(""),
                version.get("forms").map(Json::compact).orElse(""),
                version.get("reads").map(Json::compact).orElse(""),
                metadata(version),
                version.text("previousHash").orElse(""),
                version.text("hash").orElse(""),
                columns.build(),
                Optional.of(audit));
    }

    private static Json.Object metadata(Json.Object version) {
        return version.object("metadata").orElseGet(() -> Json.object().build());
    }

    private static boolean is(Json.Object line, String record) {
        return line.text(RECORD).equals(Optional.of(record));
    }

    private static Json.Object broken(String caseId, long versions, String head, Json.Builder where) {
        return verdict(caseId, versions, head)
                .put("ok", false)
                .put("firstBroken", where)
                .build();
    }

    private static Json.Builder verdict(String caseId, long versions, String head) {
        return Json.object().put("caseId", caseId).put("versions", versions).put("head", head);
    }
}
