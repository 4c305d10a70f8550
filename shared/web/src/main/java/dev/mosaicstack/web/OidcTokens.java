package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.id.Ids;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** Senders of Knative, known by what the cluster's issuer says of them (RFC 7519). Each may make its granted calls only. */
@Singleton
class OidcTokens {

    private static final Logger LOG = Logger.getLogger(OidcTokens.class);

    /** A JSON object, in base64, and two more parts; none of our own tokens looks like this. */
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]*\\.[\\w-]+\\.[\\w-]*");

    private static final int SKEW_SECONDS = 30;
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private final WebSettings.Oidc settings;
    private final OidcGrants grants;
    private final OidcKeys keys;
    private final Clock clock;

    OidcTokens(WebSettings settings, Clock clock) {
        this.settings = settings.knative().oidc();
        this.grants = OidcGrants.of(this.settings);
        this.keys = new OidcKeys(
                this.settings.issuer().orElse(null), this.settings.jwks().orElse(null), clock);
        this.clock = clock;
    }

    boolean isMeant(String bearer) {
        return settings.issuer().isPresent() && JWT.matcher(bearer).matches();
    }

    /**
     * @throws Refusal.Unauthenticated where it is not good
     * @throws Refusal.Forbidden where its subject was granted nothing
     * @throws Refusal.Unavailable {@code ISSUER_UNAVAILABLE}
     */
    Caller caller(String token, String requestId) {
        String subject;
        try {
            subject = subject(token);
        } catch (InvalidJwtException | MalformedClaimException | JoseException e) {
            LOG.debugf("an issuer's token was refused: %s", e.getMessage());
            throw unauthenticated();
        }
        Set<Call> calls = grants.bySubject().get(subject);
        if (calls == null) {
            throw new Refusal.Forbidden("the subject of this token was granted no call");
        }
        String id = Ids.derived(settings.issuer().orElseThrow(), subject);
        return new Caller(id, Role.CLIENT, null, null, requestId, calls);
    }

    private String subject(String token) throws InvalidJwtException, MalformedClaimException, JoseException {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(ALGORITHMS);
        signature.setCompactSerialization(token);
        ALGORITHMS.checkConstraint(signature.getAlgorithmHeaderValue());
        Key key = keys.find(signature);
        if (key == null) {
            throw unauthenticated();
        }
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setVerificationKey(key)
                .setExpectedIssuer(settings.issuer().orElseThrow())
                .setExpectedAudience(settings.audience().orElseThrow())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build()
                .processToClaims(token)
                .getSubject();
    }

    private static Refusal unauthenticated() {
        return new Refusal.Unauthenticated(
                "UNAUTHENTICATED", "the issuer's token is not signed by it, not meant for us, or has expired");
    }
}
