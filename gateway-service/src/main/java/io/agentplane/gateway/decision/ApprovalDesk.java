package io.agentplane.gateway.decision;

import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.access.Admitted;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.identity.ServiceClients;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.policy.evaluation.EvaluateBatchRequest;
import io.agentplane.policy.evaluation.EvaluateRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Where questions go that need a person's approval: to the policy service, whose answer is given back as it is. Who waits
 * for it is a virtual thread, of which there are so many at most; no answer in time is a refusal.
 */
@Component
class ApprovalDesk {

    private final PolicyClient policy;
    private final Access access;
    private final Semaphore places;
    private final Timer waiting;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ApprovalDesk(
            ServiceClients clients,
            Access access,
            DecisionSettings settings,
            MeterRegistry metrics,
            @Value("${agentplane.gateway.services.policy}") URI policyUrl) {
        policy = clients.create(PolicyClient.class, "policy", policyUrl.resolve("/api/v1"), settings.approvalTimeout());
        this.access = access;
        places = new Semaphore(settings.maxApprovals());
        waiting = Timer.builder("agentplane.policy.approvals")
                .description("Questions that the policy service was asked, since they need approval")
                .register(metrics);
    }

    CompletableFuture<JsonNode> ask(Admitted call, EvaluateRequest request) {
        return ask(call, authorization -> policy.evaluate(authorization, request));
    }

    /** The answers in the order of the questions. */
    CompletableFuture<List<JsonNode>> ask(Admitted call, EvaluateBatchRequest batch) {
        return ask(call, authorization -> {
            List<JsonNode> answers = policy.evaluate(authorization, batch)
                    .path("items")
                    .valueStream()
                    .toList();
            if (answers.size() != batch.requests().size()) {
                throw PlatformProblem.UPSTREAM_UNAVAILABLE.because(
                        "The policy service, which has to agree, did not decide on every question");
            }
            return answers;
        });
    }

    private <T> CompletableFuture<T> ask(Admitted call, Function<String, T> question) {
        if (!places.tryAcquire()) {
            throw DecisionProblem.APPROVALS_BUSY.because(
                    "Too many questions that need approval are waiting; retry later");
        }
        Supplier<T> timed = () -> waiting.record(() -> Namespace.in(
                call.namespace(),
                () -> question.apply(access.vouchFor(call.caller(), call.namespace(), call.permissions()))));
        return CompletableFuture.supplyAsync(timed, threads).whenComplete((answer, failure) -> places.release());
    }
}
