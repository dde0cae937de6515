package io.agentplane.policy.budget;

/** Whose costs a budget limits. */
public enum BudgetScope {
    /** One agent's; the budget's id is the agent's. */
    AGENT,
    /** Those of all agents of an owner. */
    OWNER,
    /** Those of the whole namespace. */
    NAMESPACE
}
