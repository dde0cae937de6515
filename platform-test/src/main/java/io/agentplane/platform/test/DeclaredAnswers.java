package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yaml.snakeyaml.Yaml;

/**
 * Looks at every answer that a service under test gives: its status is one that the reviewed copy of the OpenAPI document has
 * for the operation, and so are the headers that tell where the thing is and which revision it has.
 */
public final class DeclaredAnswers implements AfterAllCallback {

    private static final Set<String> UNDECLARED = new ConcurrentSkipListSet<>();

    /** Fails the class of tests during which an answer was seen that is not declared. */
    @Override
    public void afterAll(ExtensionContext context) {
        Set<String> seen = Set.copyOf(UNDECLARED);
        UNDECLARED.removeAll(seen);
        assertThat(seen).as("answers that are not declared").isEmpty();
    }

    /** How an answer differs from what the operation declares; empty where it does not. */
    static Set<String> undeclared(Map<String, Map<?, ?>> documented, String operation, HttpServletResponse answer) {
        Set<String> undeclared = new TreeSet<>();
        Map<?, ?> responses = documented.get(operation);
        if (responses == null) {
            return Set.of(operation + " is not documented");
        }
        Object declared = responses.get(Integer.toString(answer.getStatus()));
        if (declared == null) {
            undeclared.add(operation + " answered " + answer.getStatus() + " and declares " + responses.keySet());
        } else if (answer.getStatus() < 300 && declared instanceof Map<?, ?> response) {
            Map<?, ?> headers = response.get("headers") instanceof Map<?, ?> map ? map : Map.of();
            // A built-in role has no revision.
            require(answer, operation, HttpHeaders.ETAG, headers, false, undeclared);
            require(answer, operation, HttpHeaders.LOCATION, headers, true, undeclared);
        }
        return undeclared;
    }

    private static void require(
            HttpServletResponse answer,
            String operation,
            String header,
            Map<?, ?> declared,
            boolean always,
            Set<String> undeclared) {
        boolean has = answer.getHeader(header) != null;
        if (has && !declared.containsKey(header)) {
            undeclared.add(operation + " answered with an " + header + ", and declares none");
        }
        if (!has && always && declared.containsKey(header)) {
            undeclared.add(operation + " answered without the " + header + " that it declares");
        }
    }

    /** The responses of all operations of a document by method and path, as in {@code GET /agents/{id}}. */
    static Map<String, Map<?, ?>> documented(String document) {
        Map<String, Map<String, Map<String, Map<String, Map<?, ?>>>>> read = new Yaml().load(document);
        Map<String, Map<?, ?>> responses = new HashMap<>();
        Objects.requireNonNull(read.get("paths"), "paths")
                .forEach((path, methods) -> methods.forEach((method, operation) ->
                        responses.put(method.toUpperCase(Locale.ROOT) + " " + path, operation.get("responses"))));
        return responses;
    }

    /** Has the services under test looked at. */
    @AutoConfiguration
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    public static class Look {

        private static final String HIDDEN = "io.swagger.v3.oas.annotations.Hidden";
        private static final Path CONTRACTS = Path.of("..", "contracts", "openapi");

        /** Not while the copies are made anew, and not of a service that says it has none. */
        @Bean
        @ConditionalOnBooleanProperty(name = "contracts.reviewed", matchIfMissing = true)
        @ConditionalOnBooleanProperty(name = "contracts.update", havingValue = false, matchIfMissing = true)
        WebMvcConfigurer lookAtAnswers(@Value("${spring.application.name}") String service) throws IOException {
            String name = service.replace("-service", "") + ".yaml";
            Map<String, Map<?, ?>> documented = documented(Files.readString(CONTRACTS.resolve(name)));
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new HandlerInterceptor() {
                        @Override
                        public void afterCompletion(
                                HttpServletRequest request,
                                HttpServletResponse response,
                                Object handler,
                                @Nullable Exception failure) {
                            if (failure == null && isOfTheApi(handler)) {
                                UNDECLARED.addAll(undeclared(
                                        documented,
                                        request.getMethod() + " "
                                                + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                                        response));
                            }
                        }
                    });
                }
            };
        }

        private static boolean isOfTheApi(Object handler) {
            return handler instanceof HandlerMethod method
                    && method.getBeanType().getName().startsWith("io.agentplane.")
                    && !MergedAnnotations.from(method.getBeanType()).isPresent(HIDDEN);
        }
    }
}
