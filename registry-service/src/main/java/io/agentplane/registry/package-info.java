/** The fleet's book: who every agent is, what it can do, and in which state it is. */
@NullMarked
package io.agentplane.registry;

import org.jspecify.annotations.NullMarked;
