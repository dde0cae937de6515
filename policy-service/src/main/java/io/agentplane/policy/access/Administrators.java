package io.agentplane.policy.access;

import org.springframework.stereotype.Component;

/**
 * Keeps the control plane from losing the last who can repair anything: a system administrator with a key that counts.
 * Ask while rights are locked.
 */
@Component
class Administrators {

    private final AccessQueries queries;

    Administrators(AccessQueries queries) {
        this.queries = queries;
    }

    /** Refuses if nobody is left without this principal. */
    void requireAnotherThan(Principal principal) {
        if (principal.isAdministrator() && !queries.isAdministratorBeside(principal.getId())) {
            throw AccessProblem.LAST_ADMINISTRATOR.because(
                    "This is the last system administrator with a valid key; make another one first");
        }
    }

    /** Refuses if nobody is left without this key. */
    void requireAnotherKeyThan(ApiKey key, Principal holder) {
        if (holder.isAdministrator() && !queries.isAdministratorKeyBeside(key.getId())) {
            throw AccessProblem.LAST_ADMINISTRATOR.because(
                    "This is the last key of the last system administrator; make another one first");
        }
    }
}
