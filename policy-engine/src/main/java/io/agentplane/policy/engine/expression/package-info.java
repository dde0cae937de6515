/**
 * CEL expressions with a bounded cost: what is too large, or could make values grow, is refused when it is compiled; what
 * looks at too much is stopped when it is evaluated. For the engine alone; others see policies only.
 */
@NullMarked
package io.agentplane.policy.engine.expression;

import org.jspecify.annotations.NullMarked;
