package io.agentplane.scheduler.submission;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** The policy service, as far as a submission asks it. */
interface PolicyClient {

    @PostExchange("/policies/evaluate")
    Decision evaluate(@RequestBody Question question);

    /** Decisions come in the order of the questions. */
    @PostExchange("/policies/evaluate-batch")
    Decisions evaluate(@RequestBody Questions questions);

    /**
     * May this be submitted?
     *
     * @param agentId who submits; which agent will do the work is not known yet
     * @param idempotencyKey of the submission: the approval that one use of it has used up lets it through again
     */
    record Question(
            String agentId,
            String action,
            @Nullable String resource,
            Map<String, Object> context,
            @Nullable String idempotencyKey) {}

    /** @param together whether approvals are used only when nothing stands against any of the requests */
    record Questions(List<Question> requests, boolean together) {}

    record Decisions(List<Decision> items) {}

    /** @param approvalId what people decide, or have decided, where a policy requires approval */
    record Decision(
            Verdict decision,
            UUID decisionId,
            @Nullable String policyId,
            @Nullable UUID approvalId) {

        enum Verdict {
            ALLOW,
            DENY,
            REQUIRE_APPROVAL
        }
    }
}
