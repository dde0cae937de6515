package io.agentplane.gateway.decision;

import io.agentplane.policy.evaluation.EvaluateBatchRequest;
import io.agentplane.policy.evaluation.EvaluateRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** The policy service, which alone opens approvals and uses them up. */
interface PolicyClient {

    @PostExchange("/policies/evaluate")
    JsonNode evaluate(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization, @RequestBody EvaluateRequest request);

    @PostExchange("/policies/evaluate-batch")
    JsonNode evaluate(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization, @RequestBody EvaluateBatchRequest batch);
}
