package io.agentplane.platform.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller as the gateway would vouch for one. The key set is served over HTTP, so that tests verify tokens the way
 * production does.
 *
 * @param id the principal's id
 * @param namespace the namespace of the call
 * @param permissions such as {@code agents:register}
 * @param agentId the agent that the caller is; null when it is none
 */
public record TestCaller(
        String id,
        String namespace,
        List<String> permissions,
        @Nullable String agentId) {

    static final String TRUSTED_SERVICE = "trusted-service";

    private static final String GATEWAY = "agentplane-gateway";
    private static final ECKey KEY = generateKey();
    private static final String JWKS_URI = serveKeys();

    public TestCaller(String id, String namespace, List<String> permissions) {
        this(id, namespace, permissions, null);
    }

    /** A caller who may do everything in a namespace. */
    public static TestCaller in(String namespace) {
        return new TestCaller(
                "tester",
                namespace,
                List.of(
                        "agents:register",
                        "agents:describe",
                        "agents:manage",
                        "messages:route",
                        "tasks:manage",
                        "configuration:change",
                        "logs:read",
                        "views:read"));
    }

    public TestCaller as(String otherId) {
        return new TestCaller(otherId, namespace, permissions, agentId);
    }

    /** The same caller as the principal of an agent. */
    public TestCaller asAgent(String boundTo) {
        return new TestCaller(id, namespace, permissions, boundTo);
    }

    public static String jwksUri() {
        return JWKS_URI;
    }

    /** The value of the Authorization header. */
    public String bearer() {
        return "Bearer " + token(KEY, Instant.now().plusSeconds(300), "agentplane");
    }

    /** A header by which another service, which is trusted, asks in the caller's name. */
    public String bearerByService() {
        return "Bearer " + token(KEY, Instant.now().plusSeconds(300), "agentplane", TRUSTED_SERVICE);
    }

    /** A header that must be refused: right in every part but the time. */
    public String expiredBearer() {
        return "Bearer " + token(KEY, Instant.now().minusSeconds(300), "agentplane");
    }

    /** A header that must be refused: signed by a key that the gateway has not published. */
    public String forgedBearer() {
        return "Bearer " + token(generateKey(), Instant.now().plusSeconds(300), "agentplane");
    }

    /** A header that must be refused: made for someone else. */
    public String foreignBearer() {
        return "Bearer " + token(KEY, Instant.now().plusSeconds(300), "elsewhere");
    }

    private String token(ECKey key, Instant expiresAt, String audience) {
        return token(key, expiresAt, audience, GATEWAY);
    }

    private String token(ECKey key, Instant expiresAt, String audience, String issuer) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(id)
                .issueTime(Date.from(expiresAt.minusSeconds(600)))
                .expirationTime(Date.from(expiresAt))
                .claim("name", id)
                .claim("namespace", namespace)
                .claim("permissions", permissions)
                .claim("agentId", agentId)
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        return token.serialize();
    }

    private static ECKey generateKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String serveKeys() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks.json", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.setExecutor(Thread::startVirtualThread);
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
