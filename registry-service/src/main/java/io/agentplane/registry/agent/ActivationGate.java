package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.identity.ServiceClients;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.registry.agent.ActivationClients.ConfigurationVerdict;
import io.agentplane.registry.agent.ActivationClients.PolicyDecision;
import io.agentplane.registry.agent.ActivationClients.PolicyQuestion;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks those who must agree before an agent may work. No answer counts as a no. */
@Component
class ActivationGate {

    private final ActivationClients.Configuration configuration;
    private final ActivationClients.Policy policy;

    ActivationGate(ServiceClients clients, ActivationSettings settings) {
        configuration = clients.create(
                ActivationClients.Configuration.class,
                "configuration",
                settings.configUrl(),
                settings.timeout(),
                Permission.VIEWS_READ);
        policy = clients.create(
                ActivationClients.Policy.class,
                "policy",
                settings.policyUrl(),
                settings.timeout(),
                Permission.MESSAGES_ROUTE,
                Permission.AGENTS_DESCRIBE);
    }

    void requireOpen(AgentView agent) {
        requireValidConfiguration(agent);
        requireAllowed(agent);
    }

    private void requireValidConfiguration(AgentView agent) {
        ConfigurationVerdict verdict = configuration.validate(agent.id(), Map.of());
        if (!verdict.valid()) {
            List<FieldFault> errors = verdict.errors() == null ? List.of() : verdict.errors();
            throw AgentProblem.CONFIGURATION_INVALID
                    .because("The agent's effective configuration is not valid; correct it before activation")
                    .withErrors(errors);
        }
    }

    private void requireAllowed(AgentView agent) {
        PolicyDecision decision = policy.evaluate(PolicyQuestion.mayActivate(agent));
        switch (decision.decision()) {
            case ALLOW -> {}
            case DENY ->
                throw refusal(
                        AgentProblem.POLICY_DENIED.because("A policy forbids the activation of this agent"), decision);
            case REQUIRE_APPROVAL ->
                throw refusal(
                        AgentProblem.APPROVAL_REQUIRED.because(
                                "A policy requires approval before this agent is activated; ask again once it is given"),
                        decision);
        }
    }

    private static DomainException refusal(DomainException refusal, PolicyDecision decision) {
        refusal.with("decisionId", decision.decisionId());
        if (decision.policyId() != null) {
            refusal.with("policyId", decision.policyId());
        }
        return decision.approvalId() == null ? refusal : refusal.with("approvalId", decision.approvalId());
    }
}
