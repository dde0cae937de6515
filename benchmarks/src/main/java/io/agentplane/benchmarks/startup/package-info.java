/** How long a start takes and how much memory the running parts hold. */
@NullMarked
package io.agentplane.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
