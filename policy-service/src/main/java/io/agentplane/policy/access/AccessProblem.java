package io.agentplane.policy.access;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why rights are not changed. */
enum AccessProblem implements ProblemCode {
    /** There is no principal with this id in the namespace. Look at the list of principals. */
    PRINCIPAL_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** Another principal of the namespace has this name. Take another name. */
    PRINCIPAL_NAME_TAKEN(ProblemKind.CONFLICT),

    /** This would leave nobody to administer the system. Make another system administrator with a key first. */
    LAST_ADMINISTRATOR(ProblemKind.CONFLICT),

    /** There is no API key with this id. Look at the list of keys of its holder. */
    API_KEY_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** There is no such namespace, or you have no role in it. Check the name, or have a role bound to you there. */
    NAMESPACE_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The namespace has no role of this name. Look at the list of roles. */
    ROLE_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The namespace has a role of this name already. Change that one, or take another name. */
    ROLE_NAME_TAKEN(ProblemKind.CONFLICT),

    /** Built-in roles cannot be changed or deleted. Make a role of your own that includes them. */
    ROLE_BUILT_IN(ProblemKind.CONFLICT),

    /** Somebody holds the role, or another role includes it. Take it away there first. */
    ROLE_IN_USE(ProblemKind.CONFLICT),

    /** The role would include itself by way of others. Leave one of the inclusions out. */
    CYCLIC_ROLES(ProblemKind.UNPROCESSABLE),

    /** Too many roles would include one another in a row. Include permissions directly. */
    ROLES_TOO_DEEP(ProblemKind.UNPROCESSABLE),

    /** The namespace has as many roles of its own as it can have. Delete one first. */
    TOO_MANY_ROLES(ProblemKind.UNPROCESSABLE),

    /** The principal holds as many roles, or has roles in as many namespaces, as one can. Take one away first. */
    TOO_MANY_BINDINGS(ProblemKind.UNPROCESSABLE),

    /**
     * The namespace has no such agent, or not yet. Check the id and the namespace; just after a registration repeat
     * the call a moment later.
     */
    AGENT_ELSEWHERE(ProblemKind.UNPROCESSABLE),

    /** A role named in the request does not exist in the namespace. Look at the list of roles. */
    UNKNOWN_ROLE(ProblemKind.UNPROCESSABLE),

    /** A permission named in the request does not exist. {@code permissions} lists those that do. */
    UNKNOWN_PERMISSION(ProblemKind.UNPROCESSABLE),

    /** You cannot give or take rights that you do not have. Ask somebody who has them all. */
    RIGHTS_EXCEEDED(ProblemKind.DENIED);

    private final ProblemKind kind;

    AccessProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
