/**
 * What every service's tests share: a real PostgreSQL and a real Kafka, a caller with a token, and the rules of the house.
 * Knows nothing of the platform's code, so that the platform's own tests can use it too.
 */
@NullMarked
package io.agentplane.platform.test;

import org.jspecify.annotations.NullMarked;
