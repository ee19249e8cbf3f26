package dossier.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens signed with a key of the configured set: RS256 or ES256, right issuer and audience, not expired. The
 * library is loaded with the first token, so a function behind a gateway that checks tokens never pays for it.
 */
final class SignedTokens implements Identity.Tokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final int CLOCK_SKEW_SECONDS = 30;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * @param keys an HTTPS address of a key set, or the set itself as JSON
     * @throws IllegalStateException when the keys are configured wrongly
     */
    SignedTokens(String keys, String issuer, String audience, Clock clock) {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source(keys)));
        JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(issuer).build();
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(audience, exact, Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(verifier);
    }

    private static JWKSource<SecurityContext> source(String keys) {
        try {
            if (keys.stripLeading().startsWith("{")) {
                return new ImmutableJWKSet<>(JWKSet.parse(keys));
            }
            return JWKSourceBuilder.create(URI.create(keys).toURL())
                    .refreshAheadCache(false)
                    .retrying(true)
                    .build();
        } catch (ParseException | MalformedURLException | IllegalArgumentException wrong) {
            throw new IllegalStateException("The configured key set can not be read", wrong);
        }
    }

    @Override
    public Checked check(String token) {
        try {
            return new Checked.Valid(texts(processor.process(token, null).getClaims()));
        } catch (KeySourceException away) {
            return new Checked.Away();
        } catch (ParseException | BadJOSEException | JOSEException invalid) {
            return new Checked.Invalid("The token is not valid: wrong or unknown signature, issuer, audience or time.");
        }
    }

    private static Map<String, String> texts(Map<String, Object> claims) {
        Map<String, String> texts = new LinkedHashMap<>();
        claims.forEach((name, value) -> {
            if (value instanceof Collection<?> items) {
                texts.put(name, items.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else if (value != null) {
                texts.put(name, String.valueOf(value));
            }
        });
        return texts;
    }
}
