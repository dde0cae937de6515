/** Wakes threads on every replica through PostgreSQL's LISTEN and NOTIFY, without slowing the transactions that ring. */
@NullMarked
package io.agentplane.platform.signal;

import org.jspecify.annotations.NullMarked;
