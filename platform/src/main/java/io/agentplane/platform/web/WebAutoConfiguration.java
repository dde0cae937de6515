package io.agentplane.platform.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Gives every service the bound on its requests' bodies. */
@AutoConfiguration
@EnableConfigurationProperties(WebSettings.class)
public class WebAutoConfiguration {

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebSettings settings) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(settings.maxBody()));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
