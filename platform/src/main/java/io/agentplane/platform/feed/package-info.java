/**
 * Streams of changes for many watchers: one look into the database on each replica serves them all, and each can go on
 * where it was, on any replica, without a gap.
 */
@NullMarked
package io.agentplane.platform.feed;

import org.jspecify.annotations.NullMarked;
