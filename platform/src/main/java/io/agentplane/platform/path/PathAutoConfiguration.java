package io.agentplane.platform.path;

import io.agentplane.platform.problem.BareErrors;
import io.agentplane.platform.problem.BareProblems;
import io.agentplane.platform.problem.ProblemAutoConfiguration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.firewall.HttpFirewall;

/** Has the targets of all requests read in one way, before anything else looks at them. */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
public class PathAutoConfiguration {

    /** Jetty's own judgement of targets is left out, so that there is one and its refusals are problem documents. */
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> targetsAsTheyCame() {
        return factory -> factory.addServerCustomizers(PathAutoConfiguration::readTargetsAsTheyCame);
    }

    private static void readTargetsAsTheyCame(Server server) {
        for (var connector : server.getConnectors()) {
            connector.getConnectionFactories().stream()
                    .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                    .map(HttpConfiguration.ConnectionFactory.class::cast)
                    .forEach(http -> http.getHttpConfiguration().setUriCompliance(UriCompliance.UNSAFE));
        }
        server.getDescendants(ServletContextHandler.class)
                .forEach(context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    }

    static WebServerFactoryCustomizer<JettyServletWebServerFactory> door(BareProblems problems) {
        return factory -> factory.addServerCustomizers(server -> {
            server.setErrorHandler(new BareErrors((request, response, callback, refusal) ->
                    problems.send(request, response, callback, refusal, null)));
            server.setHandler(new TargetDoor(new JsonOnly(server.getHandler(), problems), problems));
        });
    }

    /** For services; the gateway has a door of its own, which also puts refusals on record. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "agentplane.identity.required", matchIfMissing = true)
    static class OfServices {

        /** The last door to be set is the first that a request comes to; others have an order of their own. */
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebServerFactoryCustomizer<JettyServletWebServerFactory> targetDoor(BareProblems problems) {
            return door(problems);
        }

        @Bean
        HttpFirewall httpFirewall() {
            return new ReadTargetFirewall();
        }
    }
}
