package dossier.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-10T05:16:23Z");

    private final ECKey key;
    private final ECKey foreign;
    private final SignedTokens tokens;

    SignedTokensTest() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        foreign = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        tokens = new SignedTokens(
                new JWKSet(key.toPublicJWK()).toString(), "issuer", "dossier", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void a_good_token_gives_its_claims_and_lists_as_text() throws JOSEException {
        Identity.Tokens.Checked checked = tokens.check(signed(key, claims("issuer", "dossier", 60)));

        assertThat(checked)
                .isInstanceOfSatisfying(
                        Identity.Tokens.Checked.Valid.class,
                        valid -> assertThat(valid.claims())
                                .containsEntry("sub", "ada")
                                .containsEntry("dossier:roles", "analyst,officer"));
    }

    @Test
    void anything_else_is_refused() throws JOSEException {
        List<String> bad = List.of(
                signed(foreign, claims("issuer", "dossier", 60)),
                signed(key, claims("somebody", "dossier", 60)),
                signed(key, claims("issuer", "another", 60)),
                signed(key, claims("issuer", "dossier", -60)),
                new PlainJWT(claims("issuer", "dossier", 60)).serialize(),
                signedWithPublicKeyAsSecret(),
                "not.a.token",
                "");
        assertThat(bad)
                .allSatisfy(
                        token -> assertThat(tokens.check(token)).isInstanceOf(Identity.Tokens.Checked.Invalid.class));
    }

    /** The classic confusion: the public key used as an HMAC secret. */
    private String signedWithPublicKeyAsSecret() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims("issuer", "dossier", 60));
        token.sign(new MACSigner(key.toECPublicKey().getEncoded()));
        return token.serialize();
    }

    private static JWTClaimsSet claims(String issuer, String audience, long seconds) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject("ada")
                .claim("dossier:tenant", "northbank")
                .claim("dossier:roles", List.of("analyst", "officer"))
                .expirationTime(Date.from(NOW.plusSeconds(seconds)))
                .build();
    }

    private static String signed(ECKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
