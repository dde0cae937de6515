package io.agentplane.gateway.access;

import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.event.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

@EnableScheduling
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final String TOPIC = "agentplane.policy.access.v1";

    @Bean
    NewTopic rightsTopic(Topics topics) {
        return topics.ofState(TOPIC);
    }

    @Bean
    StateReplay accessReplay(
            NewTopic rightsTopic, KafkaAdmin admin, ConsumerFactory<String, byte[]> consumers, AccessBook book) {
        return new StateReplay(rightsTopic, admin, consumers, book::learn);
    }

    @Bean
    NewTopic keyUsesTopic(Topics topics) {
        return topics.ofFacts(KeyUseTelling.TOPIC);
    }

    /** Down until all rights are known; afterwards up, and degraded while no news can come. */
    @Bean
    HealthIndicator accessHealthIndicator(StateReplay accessReplay) {
        return () -> (accessReplay.isCaughtUp() ? Health.up() : Health.down())
                .withDetail("degraded", !accessReplay.isConnected())
                .build();
    }

    @Bean
    MeterBinder accessMetrics(StateReplay accessReplay) {
        return registry -> Gauge.builder(
                        "agentplane.access.connected", accessReplay, replay -> replay.isConnected() ? 1 : 0)
                .description("0 while changes of rights can't reach this gateway")
                .register(registry);
    }

    /** Spring serves documents, and no pages. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** Requests are let in or refused before they reach Spring; what is left is open to everyone. */
    @Bean
    SecurityFilterChain openToEveryone(HttpSecurity http) throws Exception {
        return http.csrf(csrf -> csrf.disable())
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
