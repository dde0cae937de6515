/** What the gateway costs beside a direct call, and how it does beside other proxies. */
@NullMarked
package io.agentplane.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
