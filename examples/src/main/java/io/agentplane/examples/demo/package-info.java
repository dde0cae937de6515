/**
 * The demo: a researcher, a coder and a reviewer, each a process of its own, work through thirty tasks, and what should
 * go wrong goes wrong. Everything is done through the gateway, as any user could; {@link
 * io.agentplane.examples.demo.Demo} is the start.
 */
@NullMarked
package io.agentplane.examples.demo;

import org.jspecify.annotations.NullMarked;
