package io.agentplane.policy.engine;

/** What comes of asking a policy about a request. */
sealed interface Finding {

    enum Matched implements Finding {
        MATCHED
    }

    /** Something it asks for isn't so: the first condition, or the expression. */
    record Failed(String key) implements Finding {
        static final Failed EXPRESSION = new Failed(InvalidPolicyException.EXPRESSION);
    }

    /** Its conditions hold, and its expression can't be told. */
    record Unclear(String why) implements Finding {}
}
