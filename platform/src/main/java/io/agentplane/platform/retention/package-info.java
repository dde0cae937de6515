/**
 * Removes rows that are older than they are kept, in each table that would otherwise only grow. A feature declares a
 * {@code Retention} for such a table; one replica at a time carries it out, in small batches.
 */
@NullMarked
package io.agentplane.platform.retention;

import org.jspecify.annotations.NullMarked;
