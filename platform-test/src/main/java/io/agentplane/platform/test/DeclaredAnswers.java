package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Looks at every answer that a service under test gives: a success has the status that the operation declares by
 * {@link ResponseStatus} (200 without one), which is what the OpenAPI document tells of it; and what is created says where it
 * is, unless it is many things.
 */
public final class DeclaredAnswers implements AfterAllCallback {

    private static final String OURS = "io.agentplane.";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final Set<String> UNDECLARED = new ConcurrentSkipListSet<>();

    /** Fails the class of tests during which an answer was seen that is not declared. */
    @Override
    public void afterAll(ExtensionContext context) {
        Set<String> seen = Set.copyOf(UNDECLARED);
        UNDECLARED.removeAll(seen);
        assertThat(seen).as("answers that are not declared").isEmpty();
    }

    private static void look(HandlerMethod operation, HttpServletResponse response) {
        int status = response.getStatus();
        ResponseStatus declared = operation.getMethodAnnotation(ResponseStatus.class);
        int expected = declared == null ? OK : declared.code().value();
        if (status >= OK && status < 300 && status != expected) {
            UNDECLARED.add(operation.getShortLogMessage() + " answered " + status + " and declares " + expected);
        }
        if (status == CREATED && response.getHeader(HttpHeaders.LOCATION) == null && !isAnsweredWithItems(operation)) {
            UNDECLARED.add(operation.getShortLogMessage() + " created something and doesn't say where it is");
        }
    }

    private static boolean isAnsweredWithItems(HandlerMethod operation) {
        Class<?> answer = operation.getMethod().getReturnType();
        return answer.isRecord()
                && Stream.of(answer.getRecordComponents())
                        .anyMatch(component -> component.getName().equals("items"));
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
                            if (failure == null
                                    && handler instanceof HandlerMethod operation
                                    && operation.getBeanType().getName().startsWith(OURS)) {
                                look(operation, response);
                            }
                        }
                    });
                }
            };
        }
    }
}
