package dossier.edge;

import dossier.proof.Anchor;
import dossier.proof.AnchorFolder;
import dossier.proof.AnchorKey;
import dossier.proof.Anchors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where anchors are kept and how they are signed and checked, as the environment says. Stateless. */
public final class AnchorSettings {
    private AnchorSettings() {}

    /**
     * The anchors of {@code DOSSIER_ANCHORS}, checked by {@code DOSSIER_ANCHOR_PUBLIC}; nothing where either is not set.
     */
    public static Optional<Anchors> anchors(Environment environment) {
        Optional<String> key = environment.text(Variable.DOSSIER_ANCHOR_PUBLIC);
        return environment
                .text(Variable.DOSSIER_ANCHORS)
                .filter(folder -> key.isPresent())
                .map(folder -> new Anchors(new AnchorFolder(Path.of(folder)), AnchorKey.verifier(key.orElseThrow())));
    }

    /** Signs with the key of {@code DOSSIER_ANCHOR_KEY}. */
    public static Anchor.Signer signer(Environment environment) throws IOException {
        return AnchorKey.signer(Path.of(environment.required(Variable.DOSSIER_ANCHOR_KEY)));
    }
}
