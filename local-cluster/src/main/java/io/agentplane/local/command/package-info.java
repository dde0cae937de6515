/** What {@code ./agentplane} can be asked to do, and how it talks to the person at the terminal. */
@NullMarked
package io.agentplane.local.command;

import org.jspecify.annotations.NullMarked;
