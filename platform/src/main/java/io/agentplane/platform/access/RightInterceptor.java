package io.agentplane.platform.access;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.json.Rfc9562;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Asks for the right of the method that is about to answer, before anything of the request is read. */
final class RightInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() == DispatcherType.REQUEST) {
            Right right = method.getMethodAnnotation(Right.class);
            if (right != null) {
                RightGuard.require(right, Caller.current(), agent(right, request));
            }
        }
        return true;
    }

    /** Null also when it is no id: then no agent may. */
    private static @Nullable UUID agent(Right right, HttpServletRequest request) {
        if (right.agent().isEmpty()
                || !(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path)) {
            return null;
        }
        try {
            return Rfc9562.parse(String.valueOf(path.get(right.agent())));
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }
}
