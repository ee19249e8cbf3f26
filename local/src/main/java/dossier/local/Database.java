package dossier.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A PostgreSQL to work with, and who owns what is in it.
 *
 * @param secret the passwords of the functions' roles derive from it, so that every process knows them
 */
record Database(String host, int port, String name, String owner, String ownerPassword, String secret) {
    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** The same as seen through a proxy at {@code host:port}. */
    Database behind(String proxy) {
        int colon = proxy.lastIndexOf(':');
        return new Database(
                proxy.substring(0, colon),
                Integer.parseInt(proxy.substring(colon + 1)),
                name,
                owner,
                ownerPassword,
                secret);
    }

    /** Where a function's role logs in. */
    String url(String role) {
        return "postgresql://" + role + ":" + password(role) + "@" + host + ":" + port + "/" + name;
    }

    String password(String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }
}
