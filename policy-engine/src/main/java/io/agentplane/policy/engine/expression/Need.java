package io.agentplane.policy.engine.expression;

import java.util.Set;

/** What a text of a request must be: one of some values, or start with a prefix. */
public sealed interface Need {

    Attribute attribute();

    /** What every request has as a text. */
    enum Attribute {
        AGENT_ID,
        ACTION,
        RESOURCE
    }

    record OneOf(Attribute attribute, Set<String> values) implements Need {
        public OneOf {
            values = Set.copyOf(values);
        }
    }

    record StartsWith(Attribute attribute, String prefix) implements Need {}
}
