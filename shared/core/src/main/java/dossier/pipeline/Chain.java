package dossier.pipeline;

import dossier.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The hashes that hold a case's versions together. Pure and thread-safe. Framing: each part is preceded by its length
 * in UTF-8 bytes, as decimal digits, and a colon, so that no two sequences of parts give the same bytes.
 */
public final class Chain {
    /** What the first version of a case chains to. */
    public static final String START = "0".repeat(64);

    private Chain() {}

    /** The hash of a version: over the previous hash, the canonical text and the metadata. */
    public static String version(String previousHash, String canonical, Json.Object metadata) {
        return digest("dossier-version-1", previousHash, canonical, metadata.compact());
    }

    /** SHA-256 over framed parts, 64 hexadecimal digits. */
    public static String digest(String... parts) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /**
     * A JSON value as one text, whoever kept it in between: members by name, numbers without trailing zeros or exponent,
     * no spaces.
     */
    public static String canonical(Json json) {
        return sorted(json).compact();
    }

    private static Json sorted(Json json) {
        return switch (json) {
            case Json.Object object -> {
                Json.Builder members = Json.object();
                new TreeMap<>(object.members()).forEach((name, value) -> members.put(name, sorted(value)));
                yield members.build();
            }
            case Json.Array array -> Json.array(array.items(), Chain::sorted);
            case Json.Number number ->
                Json.number(new BigDecimal(number.value().stripTrailingZeros().toPlainString()));
            case Json.Text text -> text;
            case Json.Bool bool -> bool;
            case Json.Null none -> none;
        };
    }

    /** SHA-256 of one text as it is. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
