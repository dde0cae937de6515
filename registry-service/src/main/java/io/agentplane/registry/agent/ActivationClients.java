package io.agentplane.registry.agent;

import io.agentplane.platform.problem.FieldFault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** The two questions an activation puts to other services, as those services publish them. */
interface ActivationClients {

    interface Configuration {

        /** Whether the agent's effective configuration, with these values laid over it, would be valid. */
        @PostExchange("/agents/{id}/config/validate")
        ConfigurationVerdict validate(@PathVariable UUID id, @RequestBody Map<String, Object> changes);
    }

    interface Policy {

        @PostExchange("/policies/evaluate")
        PolicyDecision evaluate(@RequestBody PolicyQuestion question);
    }

    record ConfigurationVerdict(boolean valid, @Nullable List<FieldFault> errors) {}

    record PolicyQuestion(
            UUID agentId, String action, String resource, PolicySubject agent, Map<String, Object> context) {

        /** Of the agent as it is at present: approval of what it was is none of what it becomes. */
        static PolicyQuestion mayActivate(AgentView agent) {
            var subject = new PolicySubject(
                    agent.name(), agent.version(), agent.owner(), agent.role().name(), agent.tags());
            return new PolicyQuestion(
                    agent.id(), "activate", "agent/" + agent.name(), subject, Map.of("revision", agent.revision()));
        }
    }

    /** The agent as the registry knows it at this moment; the policy service may not have heard of it yet. */
    record PolicySubject(String name, String version, String owner, String role, Map<String, String> tags) {}

    /**
     * @param policyId the policy that decided; no policy's id where a kill switch did
     * @param approvalId what people decide, or have decided, where a policy requires approval
     */
    record PolicyDecision(
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
