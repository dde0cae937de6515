package io.agentplane.platform.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the short-lived tokens that services accept: the gateway vouches for callers, a service for itself. One is used
 * again for a caller during half of its life.
 */
public final class TokenIssuer {

    private static final int MAX_CACHED = 100_000;

    private final Cache<Caller, String> issued;
    private final ECKey key;
    private final JWSSigner signer;
    private final TokenSettings settings;
    private final Clock clock;

    TokenIssuer(ECKey key, TokenSettings settings, Clock clock) throws JOSEException {
        this.key = key;
        this.signer = new ECDSASigner(key);
        this.settings = settings;
        this.clock = clock;
        this.issued = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(settings.tokenLifetime().dividedBy(2))
                .build();
    }

    /** A caller whose rights change is another caller here, so an old token is never used again. */
    public String tokenFor(Caller caller) {
        return issued.get(caller, this::issue);
    }

    /**
     * For what the service does by itself in a namespace.
     *
     * @param permissions what it needs for that
     */
    String ownToken(String namespace, Set<String> permissions) {
        return tokenFor(new Caller(settings.issuer(), settings.issuer(), namespace, permissions));
    }

    /** For what the service asks others in a caller's name: with what that takes, and nothing else that the caller has. */
    String tokenInTheNameOf(Caller caller, Set<String> permissions) {
        return tokenFor(new Caller(caller.id(), caller.name(), caller.namespace(), permissions, caller.agentId()));
    }

    Map<String, Object> publicKeys() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    private String issue(Caller caller) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(IdentityToken.AUDIENCE)
                .subject(caller.id())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.tokenLifetime())))
                .claim(IdentityToken.NAME_CLAIM, caller.name())
                .claim(IdentityToken.NAMESPACE_CLAIM, caller.namespace())
                .claim(IdentityToken.PERMISSIONS_CLAIM, List.copyOf(caller.permissions()));
        if (caller.agentId() != null) {
            claims.claim(IdentityToken.AGENT_ID_CLAIM, caller.agentId());
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException failed) {
            throw new IllegalStateException("The signing key can't sign", failed);
        }
        return token.serialize();
    }
}
