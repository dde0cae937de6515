/**
 * What has to be done once before the control plane starts in containers: secrets, the broker's storage, its users. Each is
 * a job that may be repeated at any time; what is there already stays.
 */
@NullMarked
package io.agentplane.local.setup;

import org.jspecify.annotations.NullMarked;
