package dossier.ownership;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A fingerprint of the facts of a graph that were known at a time. Facts about different things may come in any order;
 * those about one thing may not. When they became known is not part of it, so that a document and the rows it led to
 * have the same.
 */
final class GraphHash {
    private GraphHash() {}

    /** SHA-256 in hexadecimal, behind the name of the algorithm. */
    static String of(Graph graph, Optional<Instant> knownAt) {
        Map<String, List<String>> byThing = new TreeMap<>();
        for (Graph.Fact fact : graph.facts()) {
            boolean unknownYet = knownAt.isPresent()
                    && fact.known().filter(knownAt.get()::isBefore).isPresent();
            if (unknownYet) {
                continue;
            }
            String thing = switch (fact) {
                case Graph.Entity entity -> "e " + entity.id();
                case Graph.Link link -> "l " + link.id();
                case Graph.Ending ending -> "l " + ending.link();
            };
            byThing.computeIfAbsent(thing, key -> new ArrayList<>(1)).add(line(fact));
        }
        MessageDigest digest = sha256();
        byThing.forEach((thing, lines) -> {
            update(digest, thing);
            lines.forEach(line -> update(digest, line));
        });
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static String line(Graph.Fact fact) {
        return switch (fact) {
            case Graph.Entity entity ->
                "entity|" + entity.type().orElse("") + "|" + new TreeMap<>(entity.props()) + "|"
                        + entity.effective().map(Object::toString).orElse("");
            case Graph.Link link -> line(link);
            case Graph.Ending ending -> "end|" + ending.end();
        };
    }

    private static String line(Graph.Link link) {
        StringBuilder line = new StringBuilder("link|");
        line.append(link.from()).append('|').append(link.to()).append('|').append(link.type());
        for (Axis axis : Axis.values()) {
            Interval share = link.shares().get(axis);
            if (share != null) {
                line.append('|')
                        .append(axis)
                        .append(share.lowOpen() ? '(' : '[')
                        .append(share.low());
                line.append(' ').append(share.high()).append(share.highOpen() ? ')' : ']');
            }
        }
        if (!link.details().isEmpty()) {
            line.append('|').append(new TreeMap<>(link.details()));
        }
        line.append('|').append(link.evidence().orElse(""));
        link.effective().ifPresent(date -> line.append("|from ").append(date));
        link.end().ifPresent(date -> line.append("|to ").append(date));
        return line.toString();
    }

    /** Behind its length, so that no text can pass for two. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
