package io.agentplane.platform.problem;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Repeats a problem's code in a header, for those on the way who don't read bodies, and says when to ask again. */
@ControllerAdvice
class ProblemHeader implements ResponseBodyAdvice<Object> {

    private static final Set<Integer> PASSING = Stream.of(ProblemKind.values())
            .filter(ProblemKind::isPassing)
            .map(ProblemKind::status)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem
                && problem.getProperties() != null
                && problem.getProperties().get("code") instanceof String code) {
            response.getHeaders().set(ProblemDocuments.CODE_HEADER, code);
            if (PASSING.contains(problem.getStatus())) {
                response.getHeaders().set(HttpHeaders.RETRY_AFTER, ProblemDocuments.RETRY_AFTER_SECONDS);
            }
        }
        return body;
    }
}
