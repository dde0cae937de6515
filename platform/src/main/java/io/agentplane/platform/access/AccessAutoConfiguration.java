package io.agentplane.platform.access;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.SingleHeaders;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Makes every operation of a service say who may use it, and holds callers to that. */
@AutoConfiguration
public class AccessAutoConfiguration {

    private static final String OURS = "io.agentplane.";

    @Bean
    RightDocumentation rightDocumentation() {
        return new RightDocumentation();
    }

    @Bean
    ParameterCustomizer textInPaths() {
        return (parameter, method) -> {
            if (parameter != null
                    && method.hasParameterAnnotation(PathVariable.class)
                    && method.hasParameterAnnotation(Addressable.class)) {
                parameter.addExtension("x-agentplane-text", true);
            }
            return parameter;
        };
    }

    /**
     * Keeps a service from starting that has an operation without a right, two of one name, or one that reads a header of
     * any number.
     */
    @Bean
    SmartInitializingSingleton everyOperationHasARight(List<RequestMappingHandlerMapping> mappings) {
        return () -> {
            Map<String, HandlerMethod> named = new TreeMap<>();
            mappings.stream()
                    .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                    .filter(isOperation())
                    .forEach(method -> {
                        Right right = method.getMethodAnnotation(Right.class);
                        if (right == null) {
                            throw new IllegalStateException(method + " has no @Right");
                        }
                        HandlerMethod other = named.put(right.action(), method);
                        if (other != null) {
                            throw new IllegalStateException(
                                    method + " and " + other + " are both called " + right.action());
                        }
                        requireSingleHeaders(method);
                    });
        };
    }

    private static void requireSingleHeaders(HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
            if (header != null && !SingleHeaders.include(header.name())) {
                throw new IllegalStateException(method + " reads a header that may be repeated: " + header.name());
            }
        }
    }

    private static Predicate<HandlerMethod> isOperation() {
        return method -> method.getBeanType().getName().startsWith(OURS)
                && !method.getBeanType().isAnnotationPresent(Hidden.class);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "agentplane.identity.required", matchIfMissing = true)
    static class Guard implements WebMvcConfigurer {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new RightInterceptor());
        }
    }
}
