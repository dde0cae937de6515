package io.agentplane.policy.engine.expression;

import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;

/**
 * A text of an expression that a part of the request is to equal.
 *
 * @param part {@code action} or {@code resource}
 * @param place where it stands
 */
public record ComparedText(String part, String text, Fault place) {}
