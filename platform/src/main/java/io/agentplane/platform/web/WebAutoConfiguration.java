package io.agentplane.platform.web;

import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Gives every service the bound on its requests' bodies. */
@AutoConfiguration
@EnableConfigurationProperties(WebSettings.class)
public class WebAutoConfiguration {

    /** Where the paths of the OpenAPI document begin, whoever serves it. */
    @Bean
    OpenApiCustomizer publicPaths(@Value("${server.servlet.context-path:/}") String contextPath) {
        return document -> document.setServers(List.of(new Server().url(contextPath)));
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebSettings settings) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(settings.maxBody()));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
