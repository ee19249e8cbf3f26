package dossier.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/**
 * The key that development tokens are signed with. Made at first use and kept in the user's state folder, readable by
 * its owner only; {@code serve} and {@code token} share it. Thread-safe.
 */
public final class SigningKey {
    /** What the template is told of issuer and audience here. */
    public static final String ISSUER = "https://issuer.example/";

    public static final String AUDIENCE = "dossier";

    private final ECKey key;

    private SigningKey(ECKey key) {
        this.key = key;
    }

    /** Reads the key of a folder, or makes one there. */
    public static SigningKey in(Path folder) throws IOException {
        Path file = folder.resolve("signing-key.json");
        if (!Files.exists(file)) {
            make(folder, file);
        }
        try {
            return new SigningKey(ECKey.parse(Files.readString(file)));
        } catch (ParseException broken) {
            throw new IOException("The signing key " + file + " is damaged; delete it to get a new one", broken);
        }
    }

    /** Written aside and moved into place, so that two processes at once end with one key, whole. */
    private static void make(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(
                folder,
                "signing-key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            String id = Long.toHexString(new java.security.SecureRandom().nextLong());
            Files.writeString(
                    aside, new ECKeyGenerator(Curve.P_256).keyID(id).generate().toJSONString());
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // The other process's key is as good, and it may be in use already.
        } catch (UnsupportedOperationException noLinks) {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (JOSEException impossible) {
            throw new IOException("This Java cannot make an elliptic-curve key", impossible);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** The public part, as functions are given it. */
    public String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** A token for a user of a tenant. */
    public String token(String user, String tenant, Collection<String> roles, Instant now, Duration lives) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .claim("dossier:tenant", tenant)
                .claim("dossier:roles", List.copyOf(roles))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lives)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The signing key does not sign", impossible);
        }
        return token.serialize();
    }
}
