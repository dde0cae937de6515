package io.agentplane.platform.feed;

/**
 * One change as watchers are told of it.
 *
 * @param data JSON on one line
 */
public record Change(Position position, String namespace, String data) {}
