package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything an accepted document does, ready to be written as it stands in one transaction.
 *
 * @param hash what a confirmation confirms; 64 hexadecimal digits
 * @param version the document as the next version of its case
 * @param reads things it looked at, with the (case, version) each was said by
 * @param questions asked of the rows once everything is written, for the answer
 */
public record Plan(
        String hash, Version version, List<Write> writes, List<Snapshot.Thing> reads, List<Question> questions) {
    /** Without questions. */
    public Plan(String hash, Version version, List<Write> writes, List<Snapshot.Thing> reads) {
        this(hash, version, writes, reads, List.of());
    }

    /**
     * The same with its answer sealed into the version: the chain then covers what the caller was told, too.
     *
     * @param answerHash of the answer without the version's own hash
     */
    Plan sealed(String answerHash) {
        return new Plan(hash, version.sealed(answerHash), writes, reads, questions);
    }

    /** What was read, as the version keeps it: each thing's last statement with the case and version it came from. */
    public static Json reads(List<Snapshot.Thing> reads) {
        return Json.array(
                reads,
                thing -> Json.object()
                        .put("kind", thing.key().kind())
                        .put("id", thing.key().id())
                        .put("revision", thing.revision())
                        .put("case", thing.caseId())
                        .put("version", thing.version())
                        .build());
    }

    /** The audit entries of the writes: what each touched, with the row before and after. */
    public static List<Json.Object> audit(List<Write> writes) {
        List<Json.Object> entries = new ArrayList<>(writes.size());
        for (Write write : writes) {
            Json.Builder entry = Json.object()
                    .put("position", entries.size())
                    .put("form", write.form())
                    .put("verb", write.verb());
            switch (write) {
                case Write.Statement s ->
                    entry.put("operation", s.operation())
                            .put("kind", s.kind().name())
                            .put("id", s.id())
                            .putIf("before", s.before())
                            .put("after", after(s));
                case Write.Unresolved u ->
                    entry.put("operation", "refer")
                            .put("kind", u.key().kind())
                            .put("id", u.key().id());
                case Write.Message m ->
                    entry.put("operation", "emit")
                            .put("kind", m.topic())
                            .put("id", m.key())
                            .put("after", m.payload());
            }
            entries.add(entry.build());
        }
        return entries;
    }

    private static Json.Object after(Write.Statement s) {
        Json.Builder after = s.row().toBuilder();
        after.putText("valid_from", s.validFrom().map(LocalDate::toString))
                .putText("valid_to", s.validTo().map(LocalDate::toString));
        if (!s.extras().members().isEmpty()) {
            after.put("extras", s.extras());
        }
        return after.build();
    }

    /** The member of a version's metadata with the hash of its answer. */
    public static final String ANSWER_HASH = "answerHash";

    /**
     * A version of a case's document.
     *
     * @param number from 1 without gaps
     * @param opens whether it is the case's first
     * @param forms the forms as JSON, with resolved references and generated values
     * @param metadata what is hashed besides the canonical text
     * @param previousHash of the version before; 64 zeros for the first
     * @param hash over canonical text and metadata, chained to the previous
     */
    public record Version(
            String caseId,
            long number,
            boolean opens,
            String verbatim,
            String canonical,
            Json forms,
            Json.Object metadata,
            String registryVersion,
            Instant time,
            String actor,
            String source,
            String requestId,
            String previousHash,
            String hash) {
        private Version sealed(String answerHash) {
            Json.Object all = metadata.toBuilder().put(ANSWER_HASH, answerHash).build();
            return new Version(
                    caseId,
                    number,
                    opens,
                    verbatim,
                    canonical,
                    forms,
                    all,
                    registryVersion,
                    time,
                    actor,
                    source,
                    requestId,
                    previousHash,
                    Chain.version(previousHash, canonical, all));
        }
    }

    /** One row to write. */
    public sealed interface Write {
        /** Index of the form it comes from, in document order. */
        int form();

        /** The verb it comes from. */
        String verb();

        /**
         * A statement about a thing: a new row of its kind's table; the row before it is superseded.
         *
         * @param operation {@code declare}, {@code restate}, {@code amend} or {@code advance}
         * @param revision of the new row; 1 declares the thing
         * @param resolved whether the thing is declared, by this statement or one before it; else it was only referred to
         * @param row typed columns by name
         * @param extras untyped extras of a lenient reading
         * @param before the columns of the row before; empty for the first
         */
        record Statement(
                int form,
                String verb,
                String operation,
                Kind kind,
                String id,
                long revision,
                boolean resolved,
                Json.Object row,
                Json.Object extras,
                Optional<LocalDate> validFrom,
                Optional<LocalDate> validTo,
                Optional<Json.Object> before)
                implements Write {}

        /** A thing referred to that nobody has declared, kept by a lenient reading. */
        record Unresolved(int form, String verb, ThingKey key) implements Write {}

        /**
         * A message for the outside world, delivered at least once after the commit.
         *
         * @param key by which a receiver can tell a repetition
         */
        record Message(int form, String verb, String topic, String key, Json.Object payload) implements Write {}
    }
}
