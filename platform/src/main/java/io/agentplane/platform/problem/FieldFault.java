package io.agentplane.platform.problem;

/**
 * One field of a request that cannot stand.
 *
 * @param field the path of the field as the caller wrote it, such as {@code resources.cpu}
 * @param message what the field must be
 */
public record FieldFault(String field, String message) {}
