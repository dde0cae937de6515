/**
 * What happens between the making of the beans and the first call: what must be read before, and, in the profile
 * {@code training}, the end of a run that serves nobody. By such a run the JVM records for its AOT cache which classes a
 * start needs; it has neither database nor broker.
 */
@NullMarked
package io.agentplane.platform.startup;

import org.jspecify.annotations.NullMarked;
