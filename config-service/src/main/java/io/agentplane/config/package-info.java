/** What agents are set to and the prompts they use: every change a revision with an author and a reason. */
@NullMarked
package io.agentplane.config;

import org.jspecify.annotations.NullMarked;
