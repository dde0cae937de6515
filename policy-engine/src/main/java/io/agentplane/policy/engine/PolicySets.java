package io.agentplane.policy.engine;

import java.time.Duration;
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

    private static final Duration LONGEST_COMPILATION = Duration.ofMinutes(1);

    private final Map<String, PolicySet> inForce = new ConcurrentHashMap<>();
    private final CompileRoom room = new CompileRoom("policy-sets", 2, 2, LONGEST_COMPILATION);

    /** What binds in a namespace now; without any policy everything is allowed. */
    public PolicySet in(String namespace) {
        return inForce.getOrDefault(namespace, NONE);
    }

    /**
     * Puts a namespace's policies in force, all of them. Only those are compiled that have changed. Of two threads that do so
     * in one namespace at the same time either may win.
     *
     * @param otherwise the default, for what no policy decides
     * @return why everything is denied from now on, if the policies don't compile or take too long
     */
    public Optional<RuntimeException> put(String namespace, Collection<Policy> policies, Decision otherwise) {
        PolicySet present = in(namespace);
        try {
            inForce.put(namespace, room.call(() -> present.recompile(policies, otherwise)));
            return Optional.empty();
        } catch (InvalidPolicyException | CompileRefusedException refused) {
            deny(namespace);
            return Optional.of(refused);
        }
    }

    /** How many threads compile policies that they should have finished with. */
    public int leftBehind() {
        return room.leftBehind();
    }

    /** Denies everything in a namespace until its policies are put in force again; for policies that can't even be read. */
    public void deny(String namespace) {
        inForce.put(namespace, in(namespace).denyingAll());
    }
}
