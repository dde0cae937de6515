package io.agentplane.platform.path;

import io.agentplane.platform.problem.BareProblems;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Reads the targets of requests at the management port as those at a service's own port, and refuses in the same words. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementPathConfiguration {

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> managementDoor(BareProblems problems) {
        return PathAutoConfiguration.door(problems);
    }
}
