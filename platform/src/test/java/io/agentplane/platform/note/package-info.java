/** The smallest feature that uses all of the platform; the platform's tests drive it. */
@NullMarked
package io.agentplane.platform.note;

import org.jspecify.annotations.NullMarked;
