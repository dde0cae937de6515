/** What every REST resource shares: pages with cursors, revisions as ETags, a bound on the body. */
@NullMarked
package io.agentplane.platform.web;

import org.jspecify.annotations.NullMarked;
