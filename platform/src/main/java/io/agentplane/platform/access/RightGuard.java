package io.agentplane.platform.access;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what an operation asks for with what the gateway vouches for. */
public final class RightGuard {

    private RightGuard() {}

    /** The right that stands at a method, for a door before Spring that answers the same calls. */
    public static Right of(Class<?> controller, String method) {
        return Stream.of(controller.getDeclaredMethods())
                .filter(declared -> declared.getName().equals(method))
                .flatMap(declared -> Stream.ofNullable(declared.getAnnotation(Right.class)))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(controller + " has no right at " + method));
    }

    /**
     * @param agentId the agent that the path names, if the operation is about one and the path names one
     * @throws io.agentplane.platform.problem.DomainException PERMISSION_MISSING or AGENT_MISMATCH
     */
    public static void require(Right right, Caller caller, @Nullable UUID agentId) {
        List<String> needed = Stream.of(right.value()).map(Permission::wireName).toList();
        require(needed, right.on(), caller.permissions(), caller.agentId() != null);
        if (!right.agent().isEmpty()) {
            caller.requireMayActAs(agentId);
        }
    }

    /**
     * The same for what needs no agent to be named.
     *
     * @param held the caller's permissions where it calls
     * @throws io.agentplane.platform.problem.DomainException PERMISSION_MISSING or AGENT_MISMATCH
     */
    public static void require(List<String> needed, Reach reach, Set<String> held, boolean isAgent) {
        for (String permission : needed) {
            if (!held.contains(permission)) {
                throw PlatformProblem.PERMISSION_MISSING
                        .because("The call needs a permission that none of your roles has")
                        .with("permission", permission);
            }
        }
        if (reach == Reach.ANY && isAgent) {
            throw PlatformProblem.AGENT_MISMATCH.because(
                    "An agent acts for itself only; this is for those who look after agents");
        }
    }
}
