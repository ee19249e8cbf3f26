package dossier.edge;

import java.time.Clock;

/** How a function that proves callers itself is configured. */
public record IdentitySettings(String keys, String issuer, String audience) {
    /** @throws IllegalStateException when a variable is missing: without keys nobody could be known */
    public static IdentitySettings of(Environment environment) {
        return new IdentitySettings(
                environment.required(Variable.DOSSIER_JWKS),
                environment.required(Variable.DOSSIER_ISSUER),
                environment.required(Variable.DOSSIER_AUDIENCE));
    }

    public Identity identity(Clock clock) {
        return new Identity(new LazyTokens(() -> new SignedTokens(keys, issuer, audience, clock)));
    }
}
