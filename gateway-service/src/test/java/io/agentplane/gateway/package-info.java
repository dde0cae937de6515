@NullMarked
package io.agentplane.gateway;

import org.jspecify.annotations.NullMarked;
