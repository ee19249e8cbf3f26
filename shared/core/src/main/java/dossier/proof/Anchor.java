package dossier.proof;

import dossier.json.Json;
import dossier.pipeline.Chain;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The heads of all cases at one moment, signed: JSON lines, a head, a line for each case, then the signature over
 * everything before it. Kept where the database's owner cannot write, it shows what was rewritten or cut off since.
 * Immutable.
 *
 * @param previous hash of the anchor before it; 64 zeros for the first
 */
public record Anchor(Instant time, String previous, Map<Key, Head> heads) {
    private static final String FORMAT = "dossier-anchor-1";

    /** One case of one tenant. */
    public record Key(String tenant, String caseId) {}

    /** The last version of a case. */
    public record Head(long version, String hash) {}

    public Anchor {
        heads = Map.copyOf(heads);
    }

    /** Signs. */
    public interface Signer {
        /** Names the key, so that whoever checks takes the right one. */
        String keyId();

        byte[] sign(byte[] message);
    }

    /** Checks what a {@link Signer} signed. */
    @FunctionalInterface
    public interface Verifier {
        boolean verify(byte[] message, byte[] signature);
    }

    /** The file, signed. */
    public String signed(Signer signer) {
        List<String> lines = lines();
        byte[] signature = signer.sign(message(lines));
        lines.add(Json.object()
                .put("record", "signature")
                .put("key", signer.keyId())
                .put("signature", Base64.getEncoder().encodeToString(signature))
                .build()
                .compact());
        return String.join("\n", lines) + "\n";
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(Json.object()
                .put("record", "anchor")
                .put("format", FORMAT)
                .put("time", time.toString())
                .put("previous", previous)
                .put("heads", heads.size())
                .build()
                .compact());
        heads.entrySet().stream()
                .map(head -> Json.object()
                        .put("tenant", head.getKey().tenant())
                        .put("caseId", head.getKey().caseId())
                        .put("version", head.getValue().version())
                        .put("hash", head.getValue().hash())
                        .build()
                        .compact())
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    private static byte[] message(List<String> lines) {
        return Chain.digest(lines.toArray(String[]::new)).getBytes(StandardCharsets.US_ASCII);
    }

    /** The hash of a file, which the next one names. */
    public static String hash(String file) {
        return Chain.sha256(file);
    }

    /** Reads a file; nothing where it is damaged or its signature does not hold. */
    public static Optional<Anchor> read(String file, Verifier verifier) {
        List<String> lines = file.lines().toList();
        List<Json.Object> read = new ArrayList<>();
        for (String line : lines) {
            Json.parse(line).value().flatMap(Json::asObject).ifPresent(read::add);
        }
        if (read.size() < 2 || read.size() != lines.size()) {
            return Optional.empty();
        }
        Optional<byte[]> signature = read.getLast().text("signature").flatMap(Anchor::decoded);
        boolean holds = signature
                .filter(bytes -> verifier.verify(message(lines.subList(0, lines.size() - 1)), bytes))
                .isPresent();
        return holds && read.getFirst().text("format").equals(Optional.of(FORMAT)) ? read(read) : Optional.empty();
    }

    private static Optional<Anchor> read(List<Json.Object> lines) {
        Map<Key, Head> heads = new LinkedHashMap<>();
        for (Json.Object line : lines.subList(1, lines.size() - 1)) {
            heads.put(
                    new Key(line.text("tenant").orElse(""), line.text("caseId").orElse("")),
                    new Head(
                            line.integer("version").orElse(0L),
                            line.text("hash").orElse("")));
        }
        try {
            return Optional.of(new Anchor(
                    Instant.parse(lines.getFirst().text("time").orElse("")),
                    lines.getFirst().text("previous").orElse(""),
                    heads));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    /** Cases whose head here is not reached any more, or is another: nothing may be anchored over these. */
    public List<Key> lostIn(Map<Key, Head> now) {
        return heads.entrySet().stream()
                .filter(head -> {
                    Head is = now.get(head.getKey());
                    return is == null
                            || is.version() < head.getValue().version()
                            || (is.version() == head.getValue().version()
                                    && !is.hash().equals(head.getValue().hash()));
                })
                .map(Map.Entry::getKey)
                .toList();
    }
}
