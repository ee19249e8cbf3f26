package dossier.generation;

import dossier.pipeline.ThingKey;
import dossier.registry.CodeList;
import dossier.registry.Kind;
import dossier.registry.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes ids for new things: readable where the name may be seen, a short code made from the request id where it is
 * personal. The same request gives the same ids.
 */
final class Ids {
    private static final String LETTERS = "23456789abcdefghjkmnpqrstvwxyz";
    private static final int LONGEST = 60;

    private final Vocabulary vocabulary;
    private final Things things;
    private final String requestId;
    private int made;

    Ids(Vocabulary vocabulary, Things things, String requestId) {
        this.vocabulary = vocabulary;
        this.things = things;
        this.requestId = requestId;
    }

    ThingKey fresh(Draft draft, String kind) {
        made++;
        String prefix = prefix(draft, kind);
        Optional<String> name = draft.frame().naming().stream()
                .filter(slot -> !slot.privacy().hidden())
                .flatMap(slot -> draft.value(slot.path()).stream())
                .findFirst();
        boolean personal =
                draft.frame().naming().stream().anyMatch(slot -> slot.privacy().hidden() && draft.has(slot.path()));
        boolean readable = !kind.equals(Drafting.CASE) && !personal;
        String id = prefix
                + name.filter(n -> readable)
                        .map(this::slug)
                        .filter(s -> !s.isEmpty())
                        .orElseGet(this::code);
        String candidate = id;
        for (int n = 2; things.get(new ThingKey(kind, candidate)).isPresent(); n++) {
            candidate = id + "-" + n;
        }
        return new ThingKey(kind, candidate);
    }

    /** The one its type has, else the kind's. */
    private String prefix(Draft draft, String kind) {
        return draft.entries().stream()
                .filter(e -> e.slot().shape() instanceof Shape.Code)
                .flatMap(e -> vocabulary
                        .registry
                        .codes(((Shape.Code) e.slot().shape()).list())
                        .flatMap(list -> list.find(e.value()))
                        .map(CodeList.Code::properties)
                        .flatMap(p -> Optional.ofNullable(p.get("prefix")))
                        .stream())
                .findFirst()
                .or(() -> vocabulary.registry.kind(kind).map(Kind::prefix))
                .orElse(kind + "-");
    }

    /** The words of a name that tell it apart, joined by hyphens. */
    private String slug(String name) {
        List<String> words = new ArrayList<>();
        for (String word : things.distinguishing(name)) {
            StringBuilder plain = new StringBuilder();
            word.chars().filter(c -> c < 128 && Character.isLetterOrDigit(c)).forEach(c -> plain.append((char) c));
            if (!plain.isEmpty()) {
                words.add(plain.toString());
            }
        }
        String slug = String.join("-", words);
        return slug.length() <= LONGEST ? slug : slug.substring(0, LONGEST);
    }

    private String code() {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256")
                    .digest((requestId + "/" + made).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            code.append(LETTERS.charAt((digest[i] & 0xff) % LETTERS.length()));
        }
        return code.toString();
    }
}
