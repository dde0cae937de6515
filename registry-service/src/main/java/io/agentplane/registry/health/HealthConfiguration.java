package io.agentplane.registry.health;

import io.agentplane.platform.signal.SignalledLoop;
import jakarta.validation.Validator;
import java.time.Duration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** What it looks at is in memory. */
    private static final Duration RETURNS_INTERVAL = Duration.ofMillis(200);

    @Bean
    SignalledLoop silenceSweep(SilenceWatch watch, HealthSettings settings) {
        return new SignalledLoop("silence-watch", settings.sweepInterval(), watch::sweep);
    }

    /** Behind the door that reads targets, which is set last. */
    @Bean
    @Order(0)
    WebServerFactoryCustomizer<JettyServletWebServerFactory> heartbeatDoor(
            HeartbeatIntake intake, KnownAgents known, JwtDecoder tokens, Validator validator, JsonMapper json) {
        return factory -> factory.addServerCustomizers(server -> {
            var door = new HeartbeatDoor(intake, known, tokens, validator, json);
            door.setHandler(server.getHandler());
            server.setHandler(door);
        });
    }

    @Bean
    SignalledLoop returnsLoop(Returns returns) {
        return new SignalledLoop("returns", RETURNS_INTERVAL, returns::takeBack);
    }
}
