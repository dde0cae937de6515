package io.agentplane.gateway.api;

import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.audit.AuditTrail;
import io.agentplane.gateway.killswitch.KillSwitches;
import io.agentplane.platform.check.ClockSettings;
import io.agentplane.platform.check.OtherClock;
import io.agentplane.platform.check.OutsideCheck;
import io.agentplane.platform.path.JsonOnly;
import io.agentplane.platform.problem.BareErrors;
import io.agentplane.platform.problem.BareProblems;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Sets the front door before Spring in the public server, and only there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClockSettings.class)
class ApiConfiguration {

    private static final Duration PATIENCE_WHILE_STOPPING = Duration.ofSeconds(5);

    @Bean
    CallAudit callAudit(AuditTrail trail, Clock clock, ApiSettings settings, MeterRegistry metrics) {
        return new CallAudit(
                trail,
                clock,
                new StrangersRecord(settings.strangersRecorded(), clock),
                new StrangersRecord(settings.strangersRecorded(), clock),
                metrics);
    }

    @Bean
    Refusals refusals(BareProblems problems, MeterRegistry registry) {
        return new Refusals(problems, registry);
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> frontDoor(
            Access access,
            KillSwitches killSwitches,
            CallAudit audit,
            ApiSettings settings,
            OpenCalls calls,
            Refusals refusals,
            BareProblems problems,
            MeterRegistry registry,
            ObjectProvider<BuildProperties> build,
            JsonMapper json) {
        String version =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("unknown");
        BooleanSupplier isReady = () -> access.isReady() && killSwitches.isReady();
        return factory -> factory.addServerCustomizers(server -> {
            var proxy = new ServiceProxy(settings, refusals);
            proxy.setServer(server);
            server.addBean(proxy);
            Handler spring = new JsonOnly(new WholeBodyFirst(server.getHandler(), settings, refusals), problems);
            var pages =
                    new PageDoor(spring, proxy, refusals, OwnPages.byPath(version, isReady, json), OwnPages.unknown());
            var door = new ApiFrontDoor(
                    access, killSwitches, proxy, refusals, new CallMetrics(registry), audit, calls, pages);
            server.setErrorHandler(new BareErrors(door::refuseUnheard));
            door.setHandler(spring);
            server.setHandler(door);
            letBodiesCome(server);
        });
    }

    /** While it is being stopped too, when Jetty would wait a second for what is still on its way. */
    private static void letBodiesCome(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector listening) {
                listening.setShutdownIdleTimeout(PATIENCE_WHILE_STOPPING.toMillis());
            }
        }
    }

    /** The services refuse tokens of a gateway whose clock is far from theirs. */
    @Bean
    OutsideCheck clockHealthIndicator(ApiSettings settings, Clock clock, ClockSettings clocks) {
        URI policies = Objects.requireNonNull(settings.services().get("policy"), "policy");
        return new OutsideCheck(
                "clock-check",
                ClockSettings.EVERY,
                new OtherClock("policy-service", new ServiceClock(policies), clock, clocks.tolerance()));
    }
}
