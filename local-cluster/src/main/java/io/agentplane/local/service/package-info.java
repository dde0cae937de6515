/** The five services as child JVMs: which there are, what each is told, and how its boot jar becomes a running process. */
@NullMarked
package io.agentplane.local.service;

import org.jspecify.annotations.NullMarked;
