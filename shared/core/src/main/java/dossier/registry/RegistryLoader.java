package dossier.registry;

import dossier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads what the registry compiler wrote. The registry's version is the SHA-256 of the compiled text, which holds the
 * hash of the phrases in turn: one hash stands for all of it. Stateless.
 */
public final class RegistryLoader {
    private static final String STRUCTURE = "/dossier/registry.json";
    private static final String PHRASES = "/dossier/phrases.json";
    private static final int FORMAT = 1;

    private RegistryLoader() {}

    /**
     * The registry that is on the class path.
     *
     * @throws MalformedRegistry if there is none or it cannot be read
     */
    public static Registry shipped() {
        return load(resource(STRUCTURE));
    }

    /** The phrases that are on the class path. */
    public static Phrases shippedPhrases() {
        return phrases(resource(PHRASES));
    }

    /**
     * A registry from its compiled text.
     *
     * @throws MalformedRegistry that names the place
     */
    public static Registry load(String structureJson) {
        Node top = top(structureJson);
        if (top.get("format").number().intValue() != FORMAT) {
            throw top.wrong("this program reads format " + FORMAT);
        }
        return new LoadedRegistry(
                hash(structureJson),
                structureJson,
                top.list("verbs", RegistryReader::verb),
                top.list("kinds", RegistryReader::kind),
                top.list("attributes", RegistryReader::attribute),
                top.list("codes", RegistryReader::codes),
                top.list("tracks", RegistryReader::track),
                top.text("generalCase"));
    }

    /**
     * The phrases from their compiled text.
     *
     * @throws MalformedRegistry that names the place
     */
    public static Phrases phrases(String phrasesJson) {
        return RegistryReader.phrases(top(phrasesJson));
    }

    /** SHA-256 of a text in UTF-8, 64 lower-case hexadecimal digits. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static Node top(String text) {
        return switch (Json.parse(text)) {
            case Json.Outcome.Read read -> new Node("", read.json());
            case Json.Outcome.Malformed bad ->
                throw new MalformedRegistry("line " + bad.line() + ", column " + bad.column(), bad.message());
        };
    }

    private static String resource(String name) {
        try (InputStream in = RegistryLoader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new MalformedRegistry(name, "it is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
