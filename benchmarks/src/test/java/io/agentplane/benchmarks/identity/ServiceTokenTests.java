package io.agentplane.benchmarks.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;

class ServiceTokenTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aTokenIsVerifiedByTheKeysThatAreServed() throws Exception {
        int port = freePort();
        try (KeyServer keys = new KeyServer(port)) {
            SignedJWT token =
                    SignedJWT.parse(ServiceToken.sign(keys.key(), "somewhere", Clock.fixed(NOW, ZoneOffset.UTC)));
            JWKSet served = JWKSet.load(URI.create("http://127.0.0.1:" + port + "/.well-known/jwks.json")
                    .toURL());
            assertThat(token.verify(new ECDSAVerifier(
                            served.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                    .isTrue();
            assertThat(served.getKeys()).noneMatch(key -> key.isPrivate());
            assertThat(token.getJWTClaimsSet().getStringClaim("namespace")).isEqualTo("somewhere");
            assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(3600)));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
