package io.agentplane.policy.access;

/** What a principal is. */
public enum PrincipalKind {
    PERSON,
    /** A program that works for people, such as a CI job. */
    SERVICE,
    AGENT
}
