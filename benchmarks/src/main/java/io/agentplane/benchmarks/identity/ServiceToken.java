package io.agentplane.benchmarks.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** The word of the gateway for a caller, given by who holds the cluster's key, for calls that go around the gateway. */
public final class ServiceToken {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private ServiceToken() {}

    public static String sign(ECKey key, String namespace, Clock clock) throws JOSEException {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("agentplane-gateway")
                        .audience("agentplane")
                        .subject(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .claim("name", "benchmark")
                        .claim("namespace", namespace)
                        .claim("permissions", List.of("views:read", "agents:register"))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
