package io.agentplane.platform.openapi;

import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.models.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;

/**
 * Makes the first sentence of a method's Javadoc the summary and the rest the description, and adds what happens when
 * it is sent twice. The headers that stand behind arguments of it are among its parameters.
 */
final class OperationWords implements OperationCustomizer, Ordered {

    private static final String ONCE = "With an `" + IdempotencyKey.HEADER
            + "` it is done once, however often it is sent within 24 hours; the first answer is given again.";

    /** Before what others add. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        String told = operation.getDescription();
        String summary = operation.getSummary();
        if (told != null && summary != null && told.startsWith(summary)) {
            told = told.substring(summary.length()).strip();
        }
        if (summary != null) {
            operation.summary(withoutStop(summary));
        }
        boolean isDoneOnce = has(method, IdempotencyKey.class).isPresent();
        if (isDoneOnce) {
            operation.addParametersItem(Conventions.IDEMPOTENCY_KEY);
        }
        has(method, Revision.class)
                .map(read -> read.isOptional() ? Conventions.OPTIONAL_IF_MATCH : Conventions.IF_MATCH)
                .ifPresent(operation::addParametersItem);
        return operation.description(joined(told, isDoneOnce ? ONCE : null));
    }

    private static String withoutStop(String sentence) {
        String text = sentence.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<MethodParameter> has(HandlerMethod method, Class<?> argument) {
        return Stream.of(method.getMethodParameters())
                .filter(parameter -> parameter.getParameterType() == argument)
                .findFirst();
    }

    static @Nullable String joined(@Nullable String... paragraphs) {
        String text = String.join(
                "\n\n",
                Stream.of(paragraphs)
                        .filter(Objects::nonNull)
                        .filter(paragraph -> !paragraph.isBlank())
                        .toList());
        return text.isEmpty() ? null : text;
    }
}
