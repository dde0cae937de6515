package io.agentplane.platform.web;

import io.agentplane.platform.json.Rfc3339;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service the bound on its requests' bodies. */
@AutoConfiguration
@EnableConfigurationProperties(WebSettings.class)
public class WebAutoConfiguration {

    private static final String API_KEY = "apiKey";

    /** Names the service in its OpenAPI document, and says where its paths begin, whoever serves it. */
    @Bean
    OpenApiCustomizer publicDocument(
            @Value("${spring.application.name}") String service,
            @Value("${server.servlet.context-path:/}") String contextPath) {
        return document -> {
            document.info(new Info().title("Agentplane " + service).version("v1"))
                    .servers(List.of(new Server().url(contextPath)))
                    .addSecurityItem(new SecurityRequirement().addList(API_KEY));
            if (document.getComponents() == null) {
                document.setComponents(new Components());
            }
            document.getComponents().addSecuritySchemes(API_KEY, apiKey());
        };
    }

    /** What stands in paths and queries has the same form as in bodies. */
    @Bean
    WebMvcConfigurer formsInTargets() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, Instant.class, Rfc3339::parse);
                registry.addConverter(String.class, Duration.class, Duration::parse);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new QueryInterceptor()).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }

    @Bean
    Pages pages(JsonMapper json) {
        return new Pages(json);
    }

    @Bean
    StrictBinding strictBinding() {
        return new StrictBinding();
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebSettings settings) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(settings.maxBody()));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyToTheEndFilter> bodyToTheEnd() {
        var registration = new FilterRegistrationBean<>(new BodyToTheEndFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    private static SecurityScheme apiKey() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key, ap_...");
    }
}
