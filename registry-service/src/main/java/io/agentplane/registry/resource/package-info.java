/**
 * Lets agents put cpu, memory, storage and bandwidth into named pools and take allocations out of them, never more than
 * is there. All changes of a pool happen one after the other, under the lock of its row; each is an entry in its ledger.
 */
@ApplicationModule(allowedDependencies = "agent")
@NullMarked
package io.agentplane.registry.resource;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
