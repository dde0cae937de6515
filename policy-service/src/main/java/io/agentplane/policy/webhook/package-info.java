/**
 * Tells the outside what becomes of approvals: what happened is written down with the approval, then sent by any replica,
 * signed, until the receiver has taken it or the tries are used up.
 */
@ApplicationModule(allowedDependencies = "approval")
@NullMarked
package io.agentplane.policy.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
