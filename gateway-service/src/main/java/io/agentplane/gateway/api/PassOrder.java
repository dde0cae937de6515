package io.agentplane.gateway.api;

import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * How one admitted request is to be passed on.
 *
 * @param uri where to
 * @param authorization who is vouched for; absent for public documents
 */
record PassOrder(HttpURI uri, @Nullable String authorization, Trace trace) {}
