package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.agentplane.platform.signing.SettableClock;
import io.agentplane.platform.signing.SigningKeys;
import io.agentplane.platform.test.Loops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.BadJwtException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two replicas of an issuer change their key while others verify tokens of both, with what one of the two publishes: it
 * reads the file a minute after the other has changed it.
 */
class KeyRotationTests {

    private static final String ISSUER = "agentplane-gateway";
    private static final int READERS = 4;
    private static final int ENOUGH = 50;

    /** Near the real time, by which tokens are judged. */
    private final SettableClock clock = new SettableClock(Instant.now());

    @TempDir
    private Path folder;

    private TokenSettings settings;
    private SigningKeys first;
    private SigningKeys second;
    private TokenIssuer firstIssuer;
    private TokenIssuer secondIssuer;
    private HttpServer server;
    private URI address;

    @BeforeEach
    void startBoth() throws IOException {
        settings = new TokenSettings(
                ISSUER, folder.resolve("keys"), Duration.ofMinutes(2), Duration.ofDays(30), Duration.ofMinutes(10));
        first = SigningKeys.open(settings.signingKeyFile(), settings.keyTimes(), clock);
        second = SigningKeys.open(settings.signingKeyFile(), settings.keyTimes(), clock);
        firstIssuer = new TokenIssuer(first, settings, clock);
        secondIssuer = new TokenIssuer(second, settings, clock);
        var published = new SigningKeyController(secondIssuer);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            byte[] keys =
                    JsonMapper.shared().writeValueAsString(published.keys()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            try (exchange) {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isBelievedByAllAllTheTime() throws Exception {
        var reader = reader();
        Map<String, AtomicInteger> verified = new ConcurrentHashMap<>();
        var number = new AtomicInteger();
        try (var readers = new Loops()) {
            for (int thread = 0; thread < READERS; thread++) {
                TokenIssuer issuer = thread % 2 == 0 ? firstIssuer : secondIssuer;
                readers.repeat(() -> {
                    String token = issuer.ownToken("n" + number.getAndIncrement(), Set.of());
                    reader.decode(token);
                    verified.computeIfAbsent(keyOf(token), any -> new AtomicInteger())
                            .incrementAndGet();
                });
            }
            String old = first.current().getKeyID();
            awaitMore(verified, old);

            clock.advance(settings.keyRotation());
            first.refresh();
            awaitMore(verified, old);
            second.refresh();
            awaitMore(verified, old);

            clock.advance(settings.keyOverlap());
            String next = first.current().getKeyID();
            assertThat(next).isNotEqualTo(old);
            awaitMore(verified, next);

            clock.advance(settings.keyOverlap().plus(settings.tokenLifetime()));
            first.refresh();
            second.refresh();
            assertThat(second.published().getKeyByKeyId(old)).isNull();
            awaitMore(verified, next);
            readers.stop();
            assertThat(verified.keySet()).containsExactlyInAnyOrder(old, next);
        }
    }

    @Test
    void isKnownToWhomeverHasReadTheKeysDuringTheOverlap() {
        clock.advance(settings.keyRotation());
        first.refresh();
        second.refresh();
        var reader = reader();
        String before = firstIssuer.ownToken("fleet", Set.of());
        reader.decode(before);
        server.removeContext("/keys");

        clock.advance(settings.keyOverlap());

        String after = firstIssuer.ownToken("fleet", Set.of());
        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(reader.decode(after).getSubject()).isEqualTo(ISSUER);
        assertThat(reader.decode(before).getSubject()).isEqualTo(ISSUER);
    }

    @Test
    void usesATokenAgainUntilAnotherKeySigns() {
        String before = firstIssuer.ownToken("fleet", Set.of());
        clock.advance(settings.keyRotation());
        first.refresh();
        second.refresh();
        assertThat(firstIssuer.ownToken("fleet", Set.of())).isSameAs(before);

        clock.advance(settings.keyOverlap());
        String after = firstIssuer.ownToken("fleet", Set.of());
        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(firstIssuer.ownToken("fleet", Set.of())).isSameAs(after);
        assertThat(reader().decode(before).getSubject())
                .as("tokens of the old key that are under way")
                .isEqualTo(ISSUER);
    }

    @Test
    void isDisbelievedWhenItsKeyIsOutlived() {
        String before = firstIssuer.ownToken("fleet", Set.of());
        clock.advance(settings.keyRotation());
        first.refresh();
        clock.advance(settings.keyTimes().overlap().multipliedBy(2).plus(settings.tokenLifetime()));
        first.refresh();
        second.refresh();

        var reader = reader();
        assertThatThrownBy(() -> reader.decode(before)).isInstanceOf(BadJwtException.class);
        assertThat(reader.decode(firstIssuer.ownToken("fleet", Set.of())).getSubject())
                .isEqualTo(ISSUER);
    }

    private IssuerJwtDecoder reader() {
        return new IssuerJwtDecoder(Map.of(ISSUER, address));
    }

    /** Until tokens of a key have been verified some more times, or a reader has failed. */
    private static void awaitMore(Map<String, AtomicInteger> verified, String key) {
        var times = verified.computeIfAbsent(key, any -> new AtomicInteger());
        int before = times.get();
        await().until(() -> times.get() >= before + ENOUGH);
    }

    private static String keyOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
