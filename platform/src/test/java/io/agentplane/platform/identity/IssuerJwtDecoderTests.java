package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.agentplane.platform.signing.SigningKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.json.JsonMapper;

/** Who issued a token decides whose keys it is verified with. */
class IssuerJwtDecoderTests {

    private static final Duration LIFETIME = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private HttpServer server;
    private TokenIssuer gateway;
    private TokenIssuer registry;
    private IssuerJwtDecoder decoder;

    @BeforeEach
    void publishTheKeysOfBoth() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        gateway = issuer("agentplane-gateway", "gateway-key", Clock.systemUTC());
        registry = issuer("registry-service", "registry-key", Clock.systemUTC());
        decoder = new IssuerJwtDecoder(new IdentitySettings(
                        published("/gateway", gateway), Map.of("registry-service", published("/registry", registry)))
                .keysOfIssuers());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void acceptsTheGatewaysWordForACaller() {
        Jwt token = decoder.decode(gateway.tokenFor(new Caller("7", "ann", "fleet", Set.of("agents:register"))));

        assertThat(token.getSubject()).isEqualTo("7");
        assertThat(token.getClaimAsString("name")).isEqualTo("ann");
        assertThat(token.getClaimAsString("namespace")).isEqualTo("fleet");
        assertThat(token.getClaimAsStringList("permissions")).containsExactly("agents:register");
    }

    @Test
    void hasTheGatewaysWordForWhichAgentACallerIs() {
        Jwt agent = decoder.decode(gateway.tokenFor(new Caller("7", "coder", "fleet", Set.of(), "agent-1")));
        Jwt person = decoder.decode(gateway.tokenFor(new Caller("8", "ann", "fleet", Set.of())));

        assertThat(Caller.of(agent).agentId()).isEqualTo("agent-1");
        assertThat(Caller.of(person).agentId()).isNull();
    }

    @Test
    void acceptsATrustedServiceInItsOwnNameWithoutPermissions() {
        Jwt token = decoder.decode(registry.ownToken("fleet", Set.of()));

        assertThat(token.getSubject()).isEqualTo("registry-service");
        assertThat(token.getClaimAsString("namespace")).isEqualTo("fleet");
        assertThat(token.getClaimAsStringList("permissions")).isEmpty();
    }

    @Test
    void refusesAServiceThatSpeaksAsAnother() throws Exception {
        TokenIssuer impostor = issuer("agentplane-gateway", "registry-key", Clock.systemUTC());

        assertThatThrownBy(() -> decoder.decode(impostor.ownToken("fleet", Set.of())))
                .isInstanceOf(BadJwtException.class);
    }

    @Test
    void refusesWhomNobodyNamed() throws Exception {
        TokenIssuer stranger = issuer("scheduler-service", "scheduler-key", Clock.systemUTC());

        assertThatThrownBy(() -> decoder.decode(stranger.ownToken("fleet", Set.of())))
                .isInstanceOf(BadJwtException.class)
                .hasMessageContaining("not trusted");
    }

    @Test
    void refusesOneByOneWhatManyForgedWithKeysOfTheirOwn() throws Exception {
        for (int number = 0; number < 10; number++) {
            String forged = issuer("agentplane-gateway", "forged-" + number, Clock.systemUTC())
                    .ownToken("fleet", Set.of());
            assertThatThrownBy(() -> decoder.decode(forged)).isInstanceOf(BadJwtException.class);
        }

        assertThat(decoder.decode(gateway.ownToken("fleet", Set.of())).getSubject())
                .isEqualTo("agentplane-gateway");
    }

    @Test
    void knowsNothingOfTokensWhoseIssuersKeysAreAway() throws Exception {
        String token = gateway.ownToken("fleet", Set.of());
        server.removeContext("/gateway");

        for (int number = 0; number < 10; number++) {
            assertThatThrownBy(() -> decoder.decode(token))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void knowsNothingOfANewKeyWhoseIssuerIsAwayAndGoesOnWithTheOldOne() throws Exception {
        String known = gateway.ownToken("fleet", Set.of());
        decoder.decode(known);
        server.removeContext("/gateway");
        String unknown =
                issuer("agentplane-gateway", "next-key", Clock.systemUTC()).ownToken("fleet", Set.of());

        for (int number = 0; number < 3; number++) {
            assertThatThrownBy(() -> decoder.decode(unknown))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
            assertThat(decoder.decode(known).getSubject()).isEqualTo("agentplane-gateway");
        }
    }

    @Test
    void refusesWorkThatIsBoundToNoNamespace() {
        assertThatThrownBy(() -> decoder.decode(registry.ownToken("", Set.of())))
                .isInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5S", "P1D"})
    void refusesATokenOfBefore(Duration end) throws Exception {
        Clock before = Clock.fixed(Instant.now().minus(LIFETIME).minus(end), ZoneOffset.UTC);
        String old = issuer("registry-service", "registry-key", before).ownToken("fleet", Set.of());

        assertThatThrownBy(() -> decoder.decode(old)).isInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..a.b.c"
            })
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void keepsTheKeyForTheOwnerAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("registry-key"))))
                .isEqualTo("rw-------");
        assertThat(issuer("registry-service", "registry-key", Clock.systemUTC()).publicKeys())
                .isEqualTo(registry.publicKeys());
    }

    private TokenIssuer issuer(String name, String file, Clock clock) {
        Path key = folder.resolve(file);
        TokenSettings settings = new TokenSettings(name, key, LIFETIME, Duration.ofDays(30), Duration.ofMinutes(10));
        return new TokenIssuer(SigningKeys.open(key, settings.keyTimes(), clock), settings, clock);
    }

    private URI published(String path, TokenIssuer issuer) {
        byte[] keys = JsonMapper.shared()
                .writeValueAsString(new SigningKeyController(issuer).keys())
                .getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            try (exchange) {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            } catch (IOException away) {
                throw new IllegalStateException(away);
            }
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
