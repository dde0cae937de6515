@NullMarked
package io.agentplane.registry;

import org.jspecify.annotations.NullMarked;
