package dossier.compiler;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs made of names (version 5, RFC 9562), so that an argument has the same one in every build. */
final class Uuids {
    /** The name space of Dossier's arguments; fixed for ever. */
    private static final UUID SPACE = UUID.fromString("c2b8d1de-6f0e-4b57-9c6a-0d5a86f1e7b4");

    private Uuids() {}

    static UUID named(String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(SPACE.getMostSignificantBits())
                    .putLong(SPACE.getLeastSignificantBits())
                    .array());
            ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
            long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-1", impossible);
        }
    }
}
