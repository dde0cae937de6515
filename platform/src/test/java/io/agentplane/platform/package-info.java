@NullMarked
package io.agentplane.platform;

import org.jspecify.annotations.NullMarked;
