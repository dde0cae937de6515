@NullMarked
package io.agentplane.scheduler;

import org.jspecify.annotations.NullMarked;
