/** The fleet's law: what agents may do, and who may do what with the control plane. */
@NullMarked
package io.agentplane.policy;

import org.jspecify.annotations.NullMarked;
