/**
 * What a question to policies is, how it becomes one for the engine, and what its answer looks like: the same whether the
 * policy service answers or another service does from its own memory.
 */
@NullMarked
package io.agentplane.policy.evaluation;

import org.jspecify.annotations.NullMarked;
