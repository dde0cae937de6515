package io.agentplane.platform.web;

import io.agentplane.platform.access.Right;
import io.agentplane.platform.path.RequestQuery;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses queries with a parameter that the operation doesn't have, without a value, or twice. Whoever mistypes {@code dryRun}
 * or has no value for a filter is told so, and not answered as if it had asked for something else.
 */
final class QueryInterceptor implements HandlerInterceptor {

    /** Every call may name its namespace; the gateway reads it. */
    static final String NAMESPACE = "namespace";

    /** As many entries as there are operations. */
    private final Map<Method, Map<String, Boolean>> parameters = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && method.hasMethodAnnotation(Right.class)) {
            Map<String, Boolean> known = parameters.computeIfAbsent(method.getMethod(), QueryInterceptor::parameters);
            List<FieldFault> faults = new ArrayList<>();
            RequestQuery.parse(request.getQueryString()).parameters().forEach((name, values) -> {
                String fault = fault(known.get(name), values, known);
                if (fault != null) {
                    faults.add(new FieldFault(name, fault));
                }
            });
            if (!faults.isEmpty()) {
                throw PlatformProblem.INVALID_REQUEST
                        .because("Not valid in the query: "
                                + String.join(
                                        ", ",
                                        faults.stream().map(FieldFault::field).toList()))
                        .withErrors(faults);
            }
        }
        return true;
    }

    private static @Nullable String fault(@Nullable Boolean isList, List<String> values, Map<String, Boolean> known) {
        if (isList == null) {
            return "is no parameter of this operation, which has: " + String.join(", ", known.keySet());
        }
        if (values.stream().anyMatch(String::isBlank)) {
            return "must have a value, or be left out";
        }
        return values.size() > 1 && !isList ? "must be given once" : null;
    }

    /** The operation's parameters, and whether each may be given more than once. */
    private static Map<String, Boolean> parameters(Method method) {
        Map<String, Boolean> known = new TreeMap<>(Map.of(NAMESPACE, false));
        for (Parameter parameter : method.getParameters()) {
            RequestParam query = AnnotatedElementUtils.getMergedAnnotation(parameter, RequestParam.class);
            if (query != null) {
                known.put(
                        query.name().isEmpty() ? parameter.getName() : query.name(),
                        Collection.class.isAssignableFrom(parameter.getType()));
            }
        }
        return known;
    }
}
