package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
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

    private static void look(String operation, HttpServletResponse answer) {
        Map<?, ?> responses = Documents.RESPONSES.get(operation);
        if (responses == null) {
            return;
        }
        Object declared = responses.get(Integer.toString(answer.getStatus()));
        if (declared == null) {
            UNDECLARED.add(operation + " answered " + answer.getStatus() + " and declares " + responses.keySet());
        } else if (answer.getStatus() < 300 && declared instanceof Map<?, ?> response) {
            Map<?, ?> headers = response.get("headers") instanceof Map<?, ?> map ? map : Map.of();
            // A built-in role has no revision.
            require(answer, operation, HttpHeaders.ETAG, headers, false);
            require(answer, operation, HttpHeaders.LOCATION, headers, true);
        }
    }

    private static void require(
            HttpServletResponse answer, String operation, String header, Map<?, ?> declared, boolean always) {
        boolean has = answer.getHeader(header) != null;
        if (has && !declared.containsKey(header)) {
            UNDECLARED.add(operation + " answered with an " + header + ", and declares none");
        }
        if (!has && always && declared.containsKey(header)) {
            UNDECLARED.add(operation + " answered without the " + header + " that it declares");
        }
    }

    /** The responses of all operations by method and path, as in {@code GET /agents/{id}}. */
    private static final class Documents {

        private static final Map<String, Map<?, ?>> RESPONSES = read();

        private static Map<String, Map<?, ?>> read() {
            Path folder = Path.of("..", "contracts", "openapi");
            Map<String, Map<?, ?>> responses = new HashMap<>();
            if (Files.isDirectory(folder) && !Boolean.getBoolean("contracts.update")) {
                try (Stream<Path> documents = Files.list(folder)) {
                    documents.forEach(document -> add(responses, document));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
            return responses;
        }

        private static void add(Map<String, Map<?, ?>> responses, Path document) {
            try {
                Map<String, Map<String, Map<String, Map<String, Map<?, ?>>>>> read =
                        new Yaml().load(Files.readString(document));
                read.getOrDefault("paths", Map.of())
                        .forEach((path, methods) -> methods.forEach((method, operation) -> responses.put(
                                method.toUpperCase(Locale.ROOT) + " " + path,
                                operation.getOrDefault("responses", Map.of()))));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Has the services under test looked at. */
    @AutoConfiguration
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    public static class Look {

        @Bean
        WebMvcConfigurer lookAtAnswers() {
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
                            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
                            if (failure == null && pattern != null) {
                                look(request.getMethod() + " " + pattern, response);
                            }
                        }
                    });
                }
            };
        }
    }
}
