/** Who is calling: the gateway's short-lived token, verified here, and the namespace that it binds the call to. */
@NullMarked
package io.agentplane.platform.identity;

import org.jspecify.annotations.NullMarked;
