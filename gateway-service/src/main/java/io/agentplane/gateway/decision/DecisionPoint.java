package io.agentplane.gateway.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.access.Admitted;
import io.agentplane.gateway.killswitch.KillSwitches;
import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.problem.GatewayProblem;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.policy.engine.AgentPermissions;
import io.agentplane.policy.engine.Decider;
import io.agentplane.policy.evaluation.DecisionMade;
import io.agentplane.policy.evaluation.DecisionView;
import io.agentplane.policy.evaluation.EvaluateBatchRequest;
import io.agentplane.policy.evaluation.EvaluateRequest;
import io.agentplane.policy.evaluation.Evaluation;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * Decides by what is in memory. An ALLOW is answered at once, a DENY when it is on disk, and what needs approval as the
 * policy service says; whoever waits for that holds no thread of the server.
 */
@Service
class DecisionPoint {

    private final Access access;
    private final PolicySnapshot policies;
    private final AgentBook agents;
    private final StateReplay agentReplay;
    private final KillSwitches killSwitches;
    private final DecisionLog log;
    private final ApprovalDesk approvals;
    private final DecisionMetrics metrics;
    private final Clock clock;

    DecisionPoint(
            Access access,
            PolicySnapshot policies,
            AgentBook agents,
            StateReplay agentReplay,
            KillSwitches killSwitches,
            DecisionLog log,
            ApprovalDesk approvals,
            MeterRegistry registry,
            Clock clock) {
        this.access = access;
        this.policies = policies;
        this.agents = agents;
        this.agentReplay = agentReplay;
        this.killSwitches = killSwitches;
        this.log = log;
        this.approvals = approvals;
        this.metrics = new DecisionMetrics(registry);
        this.clock = clock;
    }

    /** False until all policies, agents and kill switches have been read once. */
    boolean isReady() {
        return policies.isReady() && agentReplay.isCaughtUp() && killSwitches.isReady();
    }

    /** Decides and tells how. */
    CompletionStage<?> explain(Admitted call, EvaluateRequest request) {
        requireReady();
        requireMayAsk(call, List.of(request));
        Evaluation evaluation =
                evaluate(call.namespace(), request, policies.in(call.namespace()), Evaluation::explained);
        if (evaluation.outcome() == Outcome.REQUIRE_APPROVAL) {
            return approvals.ask(call, request);
        }
        Answer answer = answer(call.namespace(), evaluation);
        return log.keep(List.of(answer.made())).thenApply(kept -> answer.view());
    }

    /**
     * Decides many questions; the answers come in the same order. Those that stand or fall together go to the policy service
     * together when one of them needs approval.
     */
    CompletionStage<List<Object>> decide(Admitted call, EvaluateBatchRequest batch) {
        requireReady();
        List<EvaluateRequest> requests = batch.requests();
        requireMayAsk(call, requests);
        Decider decider = policies.in(call.namespace()).forMany();
        List<Evaluation> evaluations = requests.stream()
                .map(request -> evaluate(call.namespace(), request, decider, Evaluation::decided))
                .toList();
        List<Integer> open = IntStream.range(0, evaluations.size())
                .filter(index -> evaluations.get(index).outcome() == Outcome.REQUIRE_APPROVAL)
                .boxed()
                .toList();
        if (!open.isEmpty() && batch.standOrFallTogether()) {
            return approvals.ask(call, batch).thenApply(List::copyOf);
        }
        @Nullable Object[] views = new Object[requests.size()];
        List<DecisionMade> made = new ArrayList<>(requests.size());
        for (int index = 0; index < views.length; index++) {
            if (evaluations.get(index).outcome() != Outcome.REQUIRE_APPROVAL) {
                Answer answer = answer(call.namespace(), evaluations.get(index));
                views[index] = answer.view().unexplained();
                made.add(answer.made());
            }
        }
        CompletableFuture<@Nullable Void> kept = log.keep(made);
        if (open.isEmpty()) {
            return kept.thenApply(done -> List.of(views));
        }
        List<EvaluateRequest> rest = open.stream().map(requests::get).toList();
        return approvals
                .ask(call, new EvaluateBatchRequest(rest, null))
                .thenCombine(kept, (answers, done) -> filled(views, open, answers));
    }

    private static List<Object> filled(@Nullable Object[] views, List<Integer> open, List<JsonNode> answers) {
        for (int index = 0; index < open.size(); index++) {
            views[open.get(index)] = answers.get(index);
        }
        return List.of(views);
    }

    private void requireMayAsk(Admitted call, List<EvaluateRequest> requests) {
        for (EvaluateRequest request : requests) {
            if (!call.caller().mayActAs(request.agentId())) {
                throw PlatformProblem.AGENT_MISMATCH.because("An agent can ask for itself only");
            }
            if (!call.caller().id().equals(request.agentId()) && access.isPrincipal(request.agentId())) {
                throw PlatformProblem.AGENT_MISMATCH.because("A principal can be asked about by itself only");
            }
        }
        requests.forEach(request -> request.requireDescribedBy(call.permissions()));
    }

    private void requireReady() {
        if (!isReady()) {
            throw GatewayProblem.GATEWAY_NOT_READY.because(
                    "The gateway is starting and has not read all policies, agents and kill switches yet; retry in a moment");
        }
    }

    private Evaluation evaluate(String namespace, EvaluateRequest request, Decider decider, Evaluating evaluating) {
        @Nullable Map<String, Object> agent = agents.attributes(namespace, request.agentId());
        Optional<String> stopped = killSwitches.reasonFor(namespace, request.agentId());
        if (stopped.isPresent()) {
            return Evaluation.stopped(request, agent, stopped.get(), clock.instant());
        }
        Optional<AgentPermissions> permissions = access.permissionsOfAgent(namespace, request.agentId());
        if (permissions.isPresent() && !permissions.get().cover(request.action(), request.resource())) {
            return Evaluation.uncovered(request, agent, clock.instant());
        }
        long began = System.nanoTime();
        Evaluation evaluation = evaluating.evaluate(request, agent, decider, clock.instant());
        metrics.evaluated(System.nanoTime() - began);
        return evaluation;
    }

    private Answer answer(String namespace, Evaluation evaluation) {
        metrics.decided(evaluation.outcome());
        KeptDecision kept = evaluation.kept(UuidCreator.getTimeOrderedEpochFast(), namespace);
        return new Answer(evaluation.view(kept), new DecisionMade(namespace, kept));
    }

    private record Answer(DecisionView view, DecisionMade made) {}

    /** With an explanation or without. */
    private interface Evaluating {

        Evaluation evaluate(
                EvaluateRequest request, @Nullable Map<String, Object> known, Decider policies, Instant now);
    }
}
