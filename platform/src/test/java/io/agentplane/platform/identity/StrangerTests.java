package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.agentplane.platform.signing.SigningKeys;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

/** Answers to callers whose token is missing, wrong, or can't be verified at present. */
@ServiceTest
class StrangerTests {

    private static final String SERVICE = "slow-service";
    private static final String BREAKS = "breaks-in-a-filter";
    private static final AtomicBoolean AWAY = new AtomicBoolean(true);
    private static HttpServer server;
    private static TokenIssuer issuer;

    @TempDir
    private static Path folder;

    @Autowired
    private RestTestClient client;

    @DynamicPropertySource
    static void trustServiceThatIsAway(DynamicPropertyRegistry properties) throws Exception {
        var settings = new TokenSettings(
                SERVICE, folder.resolve("key"), Duration.ofMinutes(2), Duration.ofDays(30), Duration.ofMinutes(10));
        issuer = new TokenIssuer(
                SigningKeys.open(settings.signingKeyFile(), settings.keyTimes(), Clock.systemUTC()),
                settings,
                Clock.systemUTC());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys =
                JsonMapper.shared().writeValueAsString(issuer.publicKeys()).getBytes(StandardCharsets.UTF_8);
        server.createContext("/keys", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(AWAY.get() ? 503 : 200, AWAY.get() ? -1 : keys.length);
                exchange.getResponseBody().write(AWAY.get() ? new byte[0] : keys);
            }
        });
        server.start();
        properties.add(
                "agentplane.identity.trusted." + SERVICE,
                () -> "http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void isNoStrangerWhoseKeysAreAway() throws Exception {
        AWAY.set(true);
        client.get()
                .uri("/notes")
                .header(HttpHeaders.AUTHORIZATION, bearer())
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER)
                .expectHeader()
                .doesNotExist(HttpHeaders.WWW_AUTHENTICATE)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("upstream-unavailable");

        AWAY.set(false);
        await().untilAsserted(() -> client.get()
                .uri("/notes")
                .header(HttpHeaders.AUTHORIZATION, bearer())
                .exchange()
                .expectStatus()
                .isOk());
    }

    @Test
    void isAskedToComeByTheGatewayWithoutAToken() {
        client.get()
                .uri("/notes")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unauthenticated");
    }

    @Test
    void isNotBlamedForAFaultOutsideOfTheControllers() {
        String answer = client.get()
                .uri("/notes")
                .header(HttpHeaders.AUTHORIZATION, TestCaller.in("alpha").bearer())
                .header(BREAKS, "yes")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Agentplane-Problem", "internal-error")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).contains("\"instance\":\"/api/v1/notes\"").doesNotContain("secret");
    }

    @Test
    void findsNothingWhereFaultsAreTold() {
        client.get()
                .uri("/error")
                .header(HttpHeaders.AUTHORIZATION, TestCaller.in("alpha").bearer())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not-found");
    }

    private static String bearer() {
        return "Bearer " + issuer.ownToken("alpha", Set.of("views:read"));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Breaking {

        @Bean
        Filter breakingFilter() {
            return (request, response, chain) -> {
                if (((HttpServletRequest) request).getHeader(BREAKS) != null
                        && request.getDispatcherType() == DispatcherType.REQUEST) {
                    throw new IOException("the secret reason");
                }
                chain.doFilter(request, response);
            };
        }
    }
}
