package io.agentplane.platform.web;

import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses an {@code If-Match} that an operation would not look at: whoever sends one relies on it (RFC 9110, section 13.1.1).
 * Nothing that is only read depends on it.
 */
final class ConditionInterceptor implements HandlerInterceptor {

    private static final Set<String> READING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getHeader(HttpHeaders.IF_MATCH) != null
                && !READING.contains(request.getMethod())
                && handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && method.hasMethodAnnotation(Right.class)
                && Stream.of(method.getMethodParameters())
                        .noneMatch(parameter -> parameter.getParameterType() == Revision.class)) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: " + HttpHeaders.IF_MATCH)
                    .withErrors(List.of(
                            new FieldFault(HttpHeaders.IF_MATCH, "does not count for this operation; leave it out")));
        }
        return true;
    }
}
