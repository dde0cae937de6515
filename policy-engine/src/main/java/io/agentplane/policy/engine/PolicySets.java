package io.agentplane.policy.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies in force in every namespace. A namespace's set is swapped in whole; one that can't be compiled, such as by an
 * older version of the engine, denies everything there: better nothing than anything.
 */
public final class PolicySets {

    private static final PolicySet NONE = PolicySet.compile(List.of());

    private static final Duration MAX_COMPILATION_TIME = Duration.ofMinutes(1);

    /** Namespaces may all change at one moment, such as after an outage. */
    private static final int MAX_WAITING = 10_000;

    private final Map<String, PolicySet> inForce = new ConcurrentHashMap<>();
    private final CompileRoom room;

    public PolicySets() {
        this(new CompileRoom("policy-sets", 2, MAX_WAITING, MAX_COMPILATION_TIME));
    }

    /** @param room where the policies are compiled */
    public PolicySets(CompileRoom room) {
        this.room = room;
    }

    /** What binds in a namespace now; without any policy everything is allowed. */
    public PolicySet in(String namespace) {
        return inForce.getOrDefault(namespace, NONE);
    }

    /**
     * Puts a namespace's policies in force, all of them. Only those are compiled that have changed. Of two threads that do so
     * in one namespace at the same time either may win.
     *
     * @param otherwise the default, for what no policy decides
     * @return whether they are; a caller who is told {@link NotNow} has to try again
     */
    public Result put(String namespace, Collection<Policy> policies, Decision otherwise) {
        PolicySet present = in(namespace);
        try {
            inForce.put(namespace, room.call(namespace, () -> present.recompile(policies, otherwise)));
            return new InForce();
        } catch (InvalidPolicyException invalid) {
            deny(namespace);
            return new Invalid(invalid);
        } catch (CompileRefusedException refused) {
            inForce.putIfAbsent(namespace, present.denyingAll());
            return new NotNow(refused);
        }
    }

    /** How many threads have ever been left behind with a compilation whose time was up. */
    public int everLeftBehind() {
        return room.everLeftBehind();
    }

    /** What came of putting policies in force. */
    public sealed interface Result {}

    /** The policies bind. */
    public record InForce() implements Result {}

    /** The policies can't be meant; everything is denied until others are put in force. */
    public record Invalid(InvalidPolicyException why) implements Result {}

    /**
     * There was no place or not enough time to compile them, which says nothing about the policies. The present ones go on
     * binding; where there are none yet, everything is denied.
     */
    public record NotNow(CompileRefusedException why) implements Result {}

    /** Denies everything in a namespace until its policies are put in force again; for policies that can't even be read. */
    public void deny(String namespace) {
        inForce.put(namespace, in(namespace).denyingAll());
    }
}
