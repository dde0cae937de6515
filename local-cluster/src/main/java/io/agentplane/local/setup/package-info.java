/**
 * What comes before the control plane in containers: secrets, the broker's storage, its users. Each is a job that may be
 * repeated at any time, also while everything runs; what is there already stays.
 */
@NullMarked
package io.agentplane.local.setup;

import org.jspecify.annotations.NullMarked;
