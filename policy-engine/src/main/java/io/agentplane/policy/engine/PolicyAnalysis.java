package io.agentplane.policy.engine;

import io.agentplane.policy.engine.expression.Allowance;
import io.agentplane.policy.engine.expression.Expression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Policies of a set that another makes pointless. What is listed is so for every request; what can't be seen from the
 * conditions alone, such as expressions that mean the same in other words, is not listed.
 *
 * <p>Only enabled policies are compared, each with those that the index finds for it, 1,000 at most: ten thousand policies
 * are ten million comparisons at worst, and some ten thousand usually.
 *
 * @param overlaps at most one for each policy, in the order of asking
 * @param complete whether every policy was compared with all that the index found, in the time there was
 */
public record PolicyAnalysis(List<Overlap> overlaps, boolean complete) {

    static final int MAX_COMPARED = 1_000;

    public PolicyAnalysis {
        overlaps = List.copyOf(overlaps);
    }

    /**
     * Compares the policies as long as there is time.
     *
     * @param compiled a set that has most of them, so that they needn't be compiled again
     * @throws InvalidPolicyException as {@link PolicySet#compile} does
     */
    public static PolicyAnalysis of(Collection<Policy> policies, PolicySet compiled, BooleanSupplier hasTime) {
        return new Comparison(policies, compiled, hasTime).analysis();
    }

    /** How a policy stands to one that is asked before it. */
    public record Overlap(Kind kind, String policyId, String earlierPolicyId) {}

    /** What is wrong with the later of two policies. */
    public enum Kind {
        /** It asks for the same and does the same in the same mode. */
        DUPLICATE,
        /** It asks for the same with the same priority, and would decide otherwise: age alone settles it. */
        CONFLICT,
        /** Whenever it matches, the earlier one has decided. */
        SHADOWED
    }

    private static final class Comparison {

        private final Map<String, Policy> byId;
        private final List<CompiledPolicy> inOrder;
        private final PolicyIndex deciding;
        private final Map<Matched, List<CompiledPolicy>> alike = new HashMap<>();
        private final BooleanSupplier hasTime;
        private boolean complete = true;

        Comparison(Collection<Policy> policies, PolicySet compiled, BooleanSupplier hasTime) {
            this.hasTime = hasTime;
            inOrder = compiled.inOrder(policies);
            byId = policies.stream().collect(Collectors.toMap(Policy::id, policy -> policy));
            deciding = new PolicyIndex(
                    inOrder.stream().filter(policy -> policy.outcome() != null).toList());
        }

        PolicyAnalysis analysis() {
            List<Overlap> overlaps = new ArrayList<>();
            for (CompiledPolicy policy : inOrder) {
                if (!hasTime.getAsBoolean()) {
                    complete = false;
                    break;
                }
                List<CompiledPolicy> same = alike.computeIfAbsent(Matched.by(policy), _ -> new ArrayList<>());
                Overlap overlap = amongAlike(policy, same);
                overlap = overlap == null ? shadow(policy) : overlap;
                if (overlap != null) {
                    overlaps.add(overlap);
                }
                // One of each kind is enough to compare with, and keeps a thousand duplicates cheap.
                if (same.stream().noneMatch(other -> isDuplicate(other, policy) && isOfOnePriority(other, policy))) {
                    same.add(policy);
                }
            }
            return new PolicyAnalysis(overlaps, complete);
        }

        private @Nullable Overlap amongAlike(CompiledPolicy policy, List<CompiledPolicy> same) {
            for (CompiledPolicy earlier : same) {
                if (isDuplicate(earlier, policy)) {
                    return new Overlap(Kind.DUPLICATE, policy.id(), earlier.id());
                }
            }
            for (CompiledPolicy earlier : same) {
                if (earlier.outcome() != null && policy.outcome() != null && isOfOnePriority(earlier, policy)) {
                    return new Overlap(Kind.CONFLICT, policy.id(), earlier.id());
                }
            }
            return null;
        }

        private static boolean isDuplicate(CompiledPolicy one, CompiledPolicy other) {
            return one.match().action() == other.match().action()
                    && one.match().mode() == other.match().mode();
        }

        private boolean isOfOnePriority(CompiledPolicy one, CompiledPolicy other) {
            return priority(one) == priority(other);
        }

        private int priority(CompiledPolicy policy) {
            return Objects.requireNonNull(byId.get(policy.id())).priority();
        }

        private @Nullable Overlap shadow(CompiledPolicy policy) {
            var allowance = Allowance.ofOne();
            allowance.beginDecision();
            Candidates candidates = deciding.candidates(sample(policy), allowance);
            int compared = 0;
            for (CompiledPolicy earlier = candidates.next();
                    earlier != null && earlier.rank() < policy.rank();
                    earlier = candidates.next()) {
                if (compared == MAX_COMPARED) {
                    complete = false;
                    return null;
                }
                compared++;
                if (decidesBefore(earlier, policy)) {
                    return new Overlap(Kind.SHADOWED, policy.id(), earlier.id());
                }
            }
            return null;
        }

        /** Whether the earlier one matches and decides whenever the later one matches or can't be told. */
        private static boolean decidesBefore(CompiledPolicy earlier, CompiledPolicy later) {
            boolean covers = earlier.conditions().stream()
                    .allMatch(asked -> later.conditions().stream().anyMatch(given -> Implication.holds(given, asked)));
            Expression expression = earlier.expression();
            return covers
                    && (expression == null
                            || (later.expression() != null
                                    && expression
                                            .source()
                                            .equals(later.expression().source())
                                    && strictness(earlier) >= strictness(later)));
        }

        /** What can't be told is passed over when it is the looser; what only logs is noted in any case. */
        private static int strictness(CompiledPolicy policy) {
            return switch (policy.outcome()) {
                case Decision.Allow _ -> 0;
                case Decision.NeedsApproval _ -> 1;
                case Decision.Deny _ -> 2;
                case null -> 2;
            };
        }

        /** A request that the policy's conditions on equality and beginnings accept, as far as one can have them all. */
        private static DecisionRequest sample(CompiledPolicy policy) {
            Map<String, Object> parts = new HashMap<>();
            policy.conditions().forEach(condition -> put(parts, condition));
            Map<String, Object> agent = objectIn(parts, AttributePath.Part.AGENT.name());
            agent.putIfAbsent("id", "");
            return new DecisionRequest(
                    agent,
                    (String) parts.getOrDefault(AttributePath.Part.ACTION.name(), ""),
                    (String) parts.get(AttributePath.Part.RESOURCE.name()),
                    objectIn(parts, AttributePath.Part.CONTEXT.name()),
                    Instant.EPOCH);
        }

        private static void put(Map<String, Object> parts, Condition condition) {
            Object value = Implication.sample(condition.test());
            if (value == null) {
                return;
            }
            List<String> names = new ArrayList<>(List.of(condition.path().part().name()));
            names.addAll(condition.path().names());
            Map<String, Object> object = parts;
            for (String name : names.subList(0, names.size() - 1)) {
                object = objectIn(object, name);
            }
            object.putIfAbsent(names.getLast(), value);
        }

        /** The object of this name, in place of whatever else may be there. */
        @SuppressWarnings("unchecked")
        private static Map<String, Object> objectIn(Map<String, Object> object, String name) {
            return (Map<String, Object>)
                    object.compute(name, (_, value) -> value instanceof Map ? value : new HashMap<String, Object>());
        }
    }

    /** What a policy asks for, in whatever order. */
    private record Matched(Set<Asked> asked, @Nullable String expression) {

        static Matched by(CompiledPolicy policy) {
            Expression expression = policy.expression();
            return new Matched(
                    policy.conditions().stream()
                            .map(condition -> new Asked(condition.path(), condition.test()))
                            .collect(Collectors.toSet()),
                    expression == null ? null : expression.source());
        }
    }

    private record Asked(AttributePath path, Condition.Test test) {}
}
