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

    /** The conditions before hold, and this one, or the expression, can't be told. */
    record Unclear(String key, String why) implements Finding {}
}
