@NullMarked
package io.agentplane.config;

import org.jspecify.annotations.NullMarked;
