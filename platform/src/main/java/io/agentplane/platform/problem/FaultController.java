package io.agentplane.platform.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside of any controller, such as in a filter, with a problem document that tells nothing of it. */
@Hidden
@RestController
class FaultController implements ErrorController {

    private final ProblemDocuments documents;

    FaultController(ProblemDocuments documents) {
        this.documents = documents;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> tell(HttpServletRequest request) {
        boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        PlatformProblem problem = failed
                ? PlatformProblem.ofStatus((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                : PlatformProblem.NOT_FOUND;
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : request.getRequestURI();
        return ResponseEntity.status(problem.kind().status())
                .body(documents.of(
                        problem, failed ? "The request could not be answered" : "There is no such path", path));
    }
}
