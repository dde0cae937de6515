package io.agentplane.platform.identity;

import io.agentplane.platform.problem.ProblemAutoConfiguration;
import io.agentplane.platform.problem.ProblemDocuments;
import io.agentplane.platform.problem.SafeAnswers;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a service accept the tokens of the gateway, and of services that it trusts, and binds each call to the token's
 * namespace.
 */
@AutoConfiguration(after = ProblemAutoConfiguration.class, before = OAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "agentplane.identity.required", matchIfMissing = true)
@EnableConfigurationProperties(IdentitySettings.class)
public class IdentityAutoConfiguration {

    @Bean
    JwtDecoder jwtDecoder(IdentitySettings settings, Clock clock) {
        return new RememberingJwtDecoder(new IssuerJwtDecoder(settings.keysOfIssuers()), clock);
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, ProblemDocuments documents, JsonMapper json)
            throws Exception {
        var entryPoint = new ProblemEntryPoint(documents, json);
        return http.csrf(csrf -> csrf.disable())
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives(SafeAnswers.CONTENT_SECURITY_POLICY)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests
                        // What went wrong was let in already, and says what it is.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                "/v3/api-docs/**", "/v3/api-docs.yaml", "/actuator/**", SigningKeyController.PATH)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(entryPoint)
                        .jwt(jwt -> {})
                        .withObjectPostProcessor(answering(entryPoint)))
                .build();
    }

    /** Otherwise a caller whom nobody can judge at present would be a fault of the service. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(ProblemEntryPoint entryPoint) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(entryPoint::commence);
                return filter;
            }
        };
    }

    /** The request itself is observed; a span for each of fifteen filters costs as much as many an answer. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CurrentTenantIdentifierResolver.class)
    static class Tenancy {

        /** Hibernate adds the namespace to every query for an entity with a {@code @TenantId}. */
        @Bean
        HibernatePropertiesCustomizer namespaceIsTenant() {
            return properties ->
                    properties.put(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new NamespaceResolver());
        }
    }

    private static final class NamespaceResolver implements CurrentTenantIdentifierResolver<String> {

        @Override
        public String resolveCurrentTenantIdentifier() {
            return Namespace.current();
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return true;
        }
    }
}
