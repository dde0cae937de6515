package io.agentplane.platform.identity;

import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.ProblemDocuments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request without a valid token with a problem document. */
final class ProblemEntryPoint implements AuthenticationEntryPoint {

    private final ProblemDocuments documents;
    private final JsonMapper json;

    ProblemEntryPoint(ProblemDocuments documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setHeader(ProblemDocuments.CODE_HEADER, PlatformProblem.UNAUTHENTICATED.code());
        json.writeValue(
                response.getOutputStream(),
                documents.of(
                        PlatformProblem.UNAUTHENTICATED,
                        "This service accepts requests from the gateway only",
                        request.getRequestURI()));
    }
}
