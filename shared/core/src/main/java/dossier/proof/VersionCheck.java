package dossier.proof;

import dossier.json.Json;
import dossier.pipeline.Chain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a stored version against its hash and against the one before it. Pure: the same for the rows of a database and
 * for a file that was exported from it.
 */
public final class VersionCheck {
    /** The column that each member of a version's metadata speaks of. */
    private static final Map<String, String> COLUMNS = Map.of(
            "textHash", "verbatim",
            "canonicalHash", "canonical",
            "formsHash", "forms",
            "readsHash", "reads",
            "auditHash", "audit",
            "version", "number",
            "requestId", "request_id",
            "registryVersion", "registry_version",
            "planHash", "plan_hash",
            "time", "recorded_at");

    private VersionCheck() {}

    /**
     * A version as it is stored.
     *
     * @param forms {@code reads} their JSON text as it was written
     * @param columns what stands beside the metadata and must say the same, by the metadata's names
     * @param audit its entries, each with {@code position, form, verb, operation, kind, id, before?, after?}; empty
     *     where they are not at hand
     */
    public record Stored(
            long number,
            String verbatim,
            String canonical,
            String forms,
            String reads,
            Json.Object metadata,
            String previousHash,
            String hash,
            Json.Object columns,
            Optional<List<Json>> audit) {}

    /** @param field the column that is not what it was */
    public record Flaw(String field, String reason) {}

    /**
     * The first flaw of a version.
     *
     * @param expected the number it must have
     * @param previous the hash of the version before it
     */
    public static Optional<Flaw> flaw(Stored stored, long expected, String previous) {
        if (stored.number() != expected) {
            return Optional.of(new Flaw("number", "it is missing"));
        }
        if (!stored.previousHash().equals(previous)) {
            return Optional.of(new Flaw("previous_hash", "it does not chain to the version before"));
        }
        Optional<String> part = partChanged(stored);
        if (part.isPresent()) {
            return part.map(field -> new Flaw(field, "it is not what was hashed"));
        }
        Optional<String> column = stored.columns().members().entrySet().stream()
                .filter(one -> stored.metadata()
                        .get(one.getKey())
                        .filter(said -> !said.equals(one.getValue()))
                        .isPresent())
                .map(one -> COLUMNS.getOrDefault(one.getKey(), one.getKey()))
                .findFirst();
        if (Chain.version(previous, stored.canonical(), stored.metadata()).equals(stored.hash())) {
            return column.map(field -> new Flaw(field, "it is not what was hashed"));
        }
        // A member of the metadata that differs from its column, or one that has none, or the hash itself.
        return Optional.of(
                new Flaw(column.isPresent() ? "metadata" : "hash", "its hash is not that of its text and metadata"));
    }

    private static Optional<String> partChanged(Stored stored) {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("textHash", Chain.sha256(stored.verbatim()));
        hashes.put("canonicalHash", Chain.sha256(stored.canonical()));
        hashes.put("formsHash", Chain.sha256(stored.forms()));
        hashes.put("readsHash", Chain.sha256(stored.reads()));
        stored.audit()
                .ifPresent(entries -> hashes.put("auditHash", Chain.sha256(Chain.canonical(Json.array(entries)))));
        return hashes.entrySet().stream()
                .filter(one -> stored.metadata()
                        .text(one.getKey())
                        .filter(said -> !said.equals(one.getValue()))
                        .isPresent())
                .map(one -> COLUMNS.getOrDefault(one.getKey(), one.getKey()))
                .findFirst();
    }
}
