package io.agentplane.gateway.decision;

import io.agentplane.gateway.access.Admitted;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.ProblemDocuments;
import io.agentplane.platform.web.Page;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.EvaluateBatchRequest;
import io.agentplane.policy.evaluation.EvaluateRequest;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientResponseException;

/** The policy service's questions and answers, from memory. */
@RestController
class DecisionController {

    private final DecisionPoint decisionPoint;

    DecisionController(DecisionPoint decisionPoint) {
        this.decisionPoint = decisionPoint;
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluate", routine = true)
    @PostMapping("/api/v1/policies/evaluate")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionView.class)))
    Object evaluate(@RequestAttribute(Admitted.ATTRIBUTE) Admitted call, @Valid @RequestBody EvaluateRequest request) {
        return atOnceIfPossible(decisionPoint.explain(call, request));
    }

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluateBatch", routine = true)
    @PostMapping("/api/v1/policies/evaluate-batch")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionPage.class)))
    Object evaluateBatch(
            @RequestAttribute(Admitted.ATTRIBUTE) Admitted call, @Valid @RequestBody EvaluateBatchRequest batch) {
        return atOnceIfPossible(decisionPoint.decide(call, batch).thenApply(answers -> new Page<>(answers, null)));
    }

    /** An answer that is there already is spared the way around that those take which wait for something. */
    private static Object atOnceIfPossible(CompletionStage<?> stage) {
        CompletableFuture<?> answer = stage.toCompletableFuture();
        return answer.state() == CompletableFuture.State.SUCCESS
                ? answer.resultNow()
                : answer.<Object>thenApply(Function.identity()).exceptionally(DecisionController::refused);
    }

    /** What the policy service refuses is refused in its words. */
    private static Object refused(Throwable failure) {
        if (failure.getCause() instanceof RestClientResponseException refusal
                && refusal.getStatusCode().is4xxClientError()
                && refusal.getStatusCode().value() != HttpStatus.UNAUTHORIZED.value()) {
            HttpHeaders told = Objects.requireNonNullElseGet(refusal.getResponseHeaders(), HttpHeaders::new);
            return ResponseEntity.status(refusal.getStatusCode())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .headers(headers ->
                            headers.addAll(ProblemDocuments.CODE_HEADER, told.getOrEmpty(ProblemDocuments.CODE_HEADER)))
                    .body(refusal.getResponseBodyAsByteArray());
        }
        throw failure instanceof CompletionException known ? known : new CompletionException(failure);
    }

    /** As it is told in the OpenAPI document. */
    private record DecisionPage(List<DecisionView> items) {}
}
