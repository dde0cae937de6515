/** What services tell of who did what, so that it can be kept beyond doubt. */
@NullMarked
package io.agentplane.platform.audit;

import org.jspecify.annotations.NullMarked;
