package dossier.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 key in a file that only who signs may read: the private half and the public one, each Base64 of its
 * standard encoding on a line of its own. Stateless.
 */
public final class AnchorKey {
    private static final String ALGORITHM = "Ed25519";

    private AnchorKey() {}

    /** Makes a key where there is none. */
    public static void makeIn(Path privateFile) throws IOException {
        if (Files.exists(privateFile)) {
            return;
        }
        Files.createDirectories(privateFile.toAbsolutePath().getParent());
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Path aside = Files.createTempFile(
                    privateFile.toAbsolutePath().getParent(),
                    "anchor",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    aside,
                    encoded(pair.getPrivate().getEncoded())
                            + encoded(pair.getPublic().getEncoded()));
            try {
                Files.createLink(privateFile, aside);
            } catch (FileAlreadyExistsException anotherWasFirst) {
                // Its key is as good.
            } finally {
                Files.delete(aside);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IOException("This Java cannot make an " + ALGORITHM + " key", impossible);
        }
    }

    private static String encoded(byte[] key) {
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    /** The public half of a key that {@link #makeIn} made, as a line of text. */
    public static String publicHalf(Path privateFile) throws IOException {
        return line(Files.readString(privateFile), 1);
    }

    private static String line(String file, int number) throws IOException {
        return file.lines().skip(number).findFirst().orElseThrow(() -> new IOException("The anchor key is damaged"));
    }

    /** Signs with the private half. */
    public static Anchor.Signer signer(Path privateFile) throws IOException {
        String file = Files.readString(privateFile);
        String id = HexFormat.of().formatHex(Base64.getDecoder().decode(line(file, 1)), 12, 20);
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(line(file, 0))));
            return new Anchor.Signer() {
                @Override
                public String keyId() {
                    return id;
                }

                @Override
                public byte[] sign(byte[] message) {
                    return signed(key, message);
                }
            };
        } catch (GeneralSecurityException damaged) {
            throw new IOException("The anchor key is damaged", damaged);
        }
    }

    private static byte[] signed(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The anchor key does not sign", impossible);
        }
    }

    /**
     * Checks with the public half.
     *
     * @param line as {@link #publicHalf} gives it
     * @throws IllegalArgumentException if it is no such key
     */
    public static Anchor.Verifier verifier(String line) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(
                            Base64.getDecoder().decode(line.strip().getBytes(StandardCharsets.US_ASCII))));
            return (message, signed) -> {
                try {
                    Signature signature = Signature.getInstance(ALGORITHM);
                    signature.initVerify(key);
                    signature.update(message);
                    return signature.verify(signed);
                } catch (GeneralSecurityException notASignature) {
                    return false;
                }
            };
        } catch (GeneralSecurityException damaged) {
            throw new IllegalArgumentException("This is no public " + ALGORITHM + " key", damaged);
        }
    }
}
