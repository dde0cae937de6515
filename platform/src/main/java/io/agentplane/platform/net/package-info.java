/**
 * Connections to addresses that come from outside, such as an agent's endpoint or a webhook: they must not lead into the
 * operator's own network.
 */
@NullMarked
package io.agentplane.platform.net;

import org.jspecify.annotations.NullMarked;
