/** The one form in which services store JSON and send it to each other, however strict their API is. */
@NullMarked
package io.agentplane.platform.json;

import org.jspecify.annotations.NullMarked;
