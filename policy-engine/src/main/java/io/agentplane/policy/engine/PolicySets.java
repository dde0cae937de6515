package io.agentplane.policy.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies in force in every namespace. A namespace's set is swapped in whole; one that can't be compiled, such as by an
 * older version of the engine, denies everything there: better nothing than anything.
 */
public final class PolicySets {

    private static final PolicySet NONE = PolicySet.compile(List.of());

    private final Map<String, PolicySet> inForce = new ConcurrentHashMap<>();

    /** What binds in a namespace now; without any policy everything is allowed. */
    public PolicySet in(String namespace) {
        return inForce.getOrDefault(namespace, NONE);
    }

    /**
     * Puts a namespace's policies in force, all of them. Only those are compiled that have changed. Of two threads that do so
     * in one namespace at the same time either may win.
     *
     * @param otherwise the default, for what no policy decides
     * @return why everything is denied from now on, if the policies don't compile
     */
    public Optional<InvalidPolicyException> put(String namespace, Collection<Policy> policies, Decision otherwise) {
        PolicySet present = in(namespace);
        try {
            inForce.put(namespace, present.recompile(policies, otherwise));
            return Optional.empty();
        } catch (InvalidPolicyException invalid) {
            deny(namespace);
            return Optional.of(invalid);
        }
    }

    /** Denies everything in a namespace until its policies are put in force again; for policies that can't even be read. */
    public void deny(String namespace) {
        inForce.put(namespace, in(namespace).denyingAll());
    }
}
