/** Lays the platform's own tables, the outbox and the idempotency keys, into each service's schema. */
@NullMarked
package io.agentplane.platform.schema;

import org.jspecify.annotations.NullMarked;
