/**
 * What outside of the process has to be right for a service to be ready: that its clock goes with the others', and that its
 * broker is still the one that its events went to. And the program that asks whether it is ready.
 */
@NullMarked
package io.agentplane.platform.check;

import org.jspecify.annotations.NullMarked;
