/** Takes tasks, gives each to the agent that suits it best, and sees it through: completed once, or known to have failed. */
@NullMarked
package io.agentplane.scheduler;

import org.jspecify.annotations.NullMarked;
