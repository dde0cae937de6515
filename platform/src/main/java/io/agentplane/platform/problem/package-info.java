/** The one error model: a closed set of codes, one exception, one mapping to RFC 9457 problem documents. */
@NullMarked
package io.agentplane.platform.problem;

import org.jspecify.annotations.NullMarked;
