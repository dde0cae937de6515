/**
 * Child processes that are started in order, watched, restarted after a crash and stopped without leftovers; knows
 * nothing of what runs in them.
 */
@NullMarked
package io.agentplane.local.process;

import org.jspecify.annotations.NullMarked;
