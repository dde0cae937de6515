package io.agentplane.policy.engine.expression;

/** What an expression says of a request. */
public sealed interface Verdict {

    /** It holds, or it doesn't. */
    enum Known implements Verdict {
        TRUE,
        FALSE
    }

    /** It can't be told: an attribute is missing, has the wrong type, or there is too much to look at. */
    record Unknown(String why) implements Verdict {}
}
