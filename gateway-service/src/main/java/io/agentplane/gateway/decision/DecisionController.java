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
import io.swagger.v3.oas.annotations.tags.Tag;
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

/**
 * Whether an agent may do something is asked before it does so. The kill switch, the agent's permissions and the policies decide,
 * and people where a policy wants their approval; every decision is kept.
 */
@RestController
@Tag(name = "Decisions")
class DecisionController {

    private final DecisionPoint decisionPoint;

    DecisionController(DecisionPoint decisionPoint) {
        this.decisionPoint = decisionPoint;
    }

    /**
     * Decides whether an agent may do something. A kill switch denies everything that its agent asks, then the agent's permissions
     * deny what they do not cover, and then the policies decide in the order of their priority, or the namespace's default where
     * none matches. The agent need not be registered. Every decision is kept, and found by {@code decisionId} a moment
     * later.
     * <p>{@code REQUIRE_APPROVAL} opens an approval, unless one for the same question is open: ask again once it is given. The
     * answer {@code ALLOW} then uses it up. Sent twice, the question is decided twice.
     * <p>Refused with {@code permission-missing} when {@code agent} is given without the permission {@code agents:describe}, and
     * with {@code agent-mismatch} for an agent that asks about another, and with {@code context-not-canonical} or
     * {@code context-too-large} when approval can't be asked for the request. After {@code gateway-not-ready},
     * {@code decision-log-unavailable}, {@code approvals-busy} and {@code upstream-unavailable} ask again; until there is a
     * decision nothing is allowed.
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluate", routine = true)
    @PostMapping("/api/v1/policies/evaluate")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionView.class)))
    @ApiResponse(responseCode = "422", description = "Approval can't be asked for the request")
    Object evaluate(@RequestAttribute(Admitted.ATTRIBUTE) Admitted call, @Valid @RequestBody EvaluateRequest request) {
        return atOnceIfPossible(decisionPoint.explain(call, request));
    }

    /**
     * Decides many questions at once. The answers come in the order of the questions, without explanations; each question is
     * decided and kept as it would be alone. With {@code together} no approval is used up unless all questions are allowed.
     * <p>Sent twice, the questions are decided twice. Refused as a whole, as a single question is.
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "evaluateBatch", routine = true)
    @PostMapping("/api/v1/policies/evaluate-batch")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionPage.class)))
    @ApiResponse(responseCode = "422", description = "Approval can't be asked for a request")
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

    /**
     * The answers to many questions.
     *
     * @param items the answers in the order of the questions, without explanations
     */
    private record DecisionPage(List<DecisionView> items) {}
}
