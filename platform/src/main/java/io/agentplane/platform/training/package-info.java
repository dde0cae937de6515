/**
 * A run of a service that serves nobody: it makes all beans, without database and broker, so that the JVM can record for
 * its AOT cache which classes a start needs. The profile {@code training} asks for it.
 */
@NullMarked
package io.agentplane.platform.training;

import org.jspecify.annotations.NullMarked;
