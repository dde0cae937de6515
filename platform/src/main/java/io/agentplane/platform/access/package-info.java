/** What callers may do: the permissions, the roles that give them, and the right that each operation asks for. */
@NullMarked
package io.agentplane.platform.access;

import org.jspecify.annotations.NullMarked;
