/** What a text may hold. One rule each, for all services; no request's field has a pattern of its own. */
@NullMarked
package io.agentplane.platform.text;

import org.jspecify.annotations.NullMarked;
