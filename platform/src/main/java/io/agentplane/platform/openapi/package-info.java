/**
 * What the services' OpenAPI documents say beyond what can be seen in the code: its words are the Javadoc of controllers and
 * of what they take and answer.
 */
@NullMarked
package io.agentplane.platform.openapi;

import org.jspecify.annotations.NullMarked;
