/** A real PostgreSQL server from the binaries on the class path, with one schema and one role per service. */
@NullMarked
package io.agentplane.local.postgres;

import org.jspecify.annotations.NullMarked;
