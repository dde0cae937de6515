package io.agentplane.gateway.access;

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
import io.agentplane.platform.identity.IdentityToken;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes the short-lived tokens that the services accept. One is used again for a caller during half of its life. */
@Component
class IdentityTokens {

    private static final int MOST_CACHED = 100_000;

    private final Cache<Subject, String> issued;
    private final ECKey key;
    private final JWSSigner signer;
    private final AccessSettings settings;
    private final Clock clock;

    IdentityTokens(ECKey identityKey, AccessSettings settings, Clock clock) throws JOSEException {
        this.key = identityKey;
        this.signer = new ECDSASigner(identityKey);
        this.settings = settings;
        this.clock = clock;
        this.issued = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .expireAfterWrite(settings.tokenLifetime().dividedBy(2))
                .build();
    }

    String tokenFor(Principal caller, String namespace) {
        return issued.get(new Subject(caller, namespace), this::issue);
    }

    private String issue(Subject subject) {
        Instant now = clock.instant();
        Principal caller = subject.caller();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(IdentityToken.ISSUER)
                .audience(IdentityToken.AUDIENCE)
                .subject(caller.id())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.tokenLifetime())))
                .claim(IdentityToken.NAME_CLAIM, caller.name())
                .claim(IdentityToken.NAMESPACE_CLAIM, subject.namespace())
                .claim(IdentityToken.PERMISSIONS_CLAIM, List.copyOf(caller.permissions()))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException failed) {
            throw new IllegalStateException("The identity key can't sign", failed);
        }
        return token.serialize();
    }

    /** A caller whose rights change is another subject, so an old token is never used again. */
    private record Subject(Principal caller, String namespace) {}
}
