package io.agentplane.platform.web;

import io.agentplane.platform.json.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service the bound on its requests' bodies. */
@AutoConfiguration
@EnableConfigurationProperties(WebSettings.class)
public class WebAutoConfiguration {

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
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RevisionArgument());
            }

            /**
             * Each operation answers in one media type, whatever {@code Accept} says (RFC 9110, section 12.4.1): Spring
             * would find out that it can't please a caller when the work is done.
             */
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new QueryInterceptor()).order(Ordered.LOWEST_PRECEDENCE);
                registry.addInterceptor(new ConditionInterceptor()).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }

    @Bean
    RevisionTags revisionTags() {
        return new RevisionTags();
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
}
