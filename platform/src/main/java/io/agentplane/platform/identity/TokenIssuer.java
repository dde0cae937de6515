package io.agentplane.platform.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.agentplane.platform.signing.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the short-lived tokens that services accept: the gateway vouches for callers, a service for itself. One is used
 * again for a caller during half of its life, unless another key has begun to sign.
 */
public final class TokenIssuer {

    private static final int MAX_CACHED = 100_000;

    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Clock clock;
    private volatile Signature signature;

    TokenIssuer(SigningKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.signature = signature(keys.current());
    }

    /** A caller whose rights change is another caller here, so an old token is never used again. */
    public String tokenFor(Caller caller) {
        Signature with = currentSignature();
        return with.issued().get(caller, any -> issue(any, with));
    }

    /** Tokens of a key that no longer signs are not used again, so all it leaves are those that are under way. */
    private Signature currentSignature() {
        ECKey key = keys.current();
        Signature last = signature;
        if (!last.key().equals(key)) {
            last = signature(key);
            signature = last;
        }
        return last;
    }

    private Signature signature(ECKey key) {
        try {
            return new Signature(
                    key,
                    new ECDSASigner(key),
                    Caffeine.newBuilder()
                            .maximumSize(MAX_CACHED)
                            .expireAfterWrite(settings.tokenLifetime().dividedBy(2))
                            .build());
        } catch (JOSEException unfit) {
            throw new IllegalStateException("The signing key can't sign", unfit);
        }
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
        return keys.published().toJSONObject();
    }

    private String issue(Caller caller, Signature with) {
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
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(with.key().getKeyID())
                        .build(),
                claims.build());
        try {
            token.sign(with.signer());
        } catch (JOSEException failed) {
            throw new IllegalStateException("The signing key can't sign", failed);
        }
        return token.serialize();
    }

    /** A key, and the tokens that it has signed. */
    private record Signature(ECKey key, JWSSigner signer, Cache<Caller, String> issued) {}
}
