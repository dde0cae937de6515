/**
 * Lays out the schemas in the database. Every schema belongs to an owner without a password, in whose name only the
 * migrations work; the role that a service logs in as reads and writes rows.
 */
@NullMarked
package io.agentplane.migrations;

import org.jspecify.annotations.NullMarked;
