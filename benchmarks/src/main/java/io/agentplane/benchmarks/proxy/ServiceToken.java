package io.agentplane.benchmarks.proxy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** The word of the gateway for a caller, given by who holds the cluster's key, for calls that go around the gateway. */
final class ServiceToken {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private ServiceToken() {}

    static String sign(DataFolder folder, Clock clock) throws IOException, ParseException, JOSEException {
        ECKey key = ECKey.parse(Files.readString(folder.of("secrets").resolve("identity-key")));
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
                        .claim("namespace", "default")
                        .claim("permissions", List.of("views:read"))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
