package io.agentplane.platform.identity;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.ProblemDocuments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request whose caller is not known with a problem document. */
final class ProblemEntryPoint implements AuthenticationEntryPoint {

    private final ProblemDocuments documents;
    private final JsonMapper json;

    ProblemEntryPoint(ProblemDocuments documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /** @param refused tells a token that is not good from one that nobody can judge while its issuer's keys are away */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        DomainException refusal;
        if (refused instanceof AuthenticationServiceException) {
            refusal = PlatformProblem.UPSTREAM_UNAVAILABLE.because(
                    "The keys by which the caller is known can't be read at present; nothing was changed, retry later");
            response.setHeader(HttpHeaders.RETRY_AFTER, ProblemDocuments.RETRY_AFTER_SECONDS);
        } else {
            refusal = PlatformProblem.UNAUTHENTICATED.because("This service accepts requests from the gateway only");
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setStatus(refusal.code().kind().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(ProblemDocuments.CODE_HEADER, refusal.code().code());
        json.writeValue(response.getOutputStream(), documents.of(refusal, request.getRequestURI()));
    }
}
