package io.agentplane.policy.engine;

import io.agentplane.policy.engine.AttributePath.Part;
import io.agentplane.policy.engine.Condition.Below;
import io.agentplane.policy.engine.Condition.Exceeds;
import io.agentplane.policy.engine.Condition.LikeOneOf;
import io.agentplane.policy.engine.Condition.OneOf;
import io.agentplane.policy.engine.Condition.Prefix;
import io.agentplane.policy.engine.expression.Allowance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policies that could match a request. Each policy is filed by that one of its conditions on equality or a
 * prefix whose values the fewest policies share; one that has only other conditions is always a candidate.
 *
 * <p>A tree of attribute names is walked along with the request, at each level by whichever of the two has fewer
 * names, so the cost follows neither the number of policies nor the number of attributes that policies mention.
 */
final class PolicyIndex {

    private final Map<Part, Node> roots = new EnumMap<>(Part.class);
    private final List<CompiledPolicy> always = new ArrayList<>();

    /** Takes the policies by rank, and so keeps every list in it sorted. */
    PolicyIndex(List<CompiledPolicy> policies) {
        Map<Posting, Integer> sharers = new HashMap<>();
        for (CompiledPolicy policy : policies) {
            for (Condition condition : policy.conditions()) {
                postings(condition).forEach(posting -> sharers.merge(posting, 1, Integer::sum));
            }
        }
        for (CompiledPolicy policy : policies) {
            Optional<List<Posting>> rarest = policy.conditions().stream()
                    .map(PolicyIndex::postings)
                    .filter(postings -> !postings.isEmpty())
                    .min(Comparator.comparingInt(postings ->
                            postings.stream().mapToInt(sharers::get).max().orElse(0)));
            rarest.ifPresentOrElse(
                    postings -> postings.forEach(posting -> file(policy, posting)), () -> always.add(policy));
        }
    }

    /** @param allowance pays for each that is handed out */
    Candidates candidates(DecisionRequest request, Allowance allowance) {
        var candidates = new Candidates(allowance);
        candidates.add(always);
        roots.forEach((part, node) -> node.collect(part.of(request), candidates));
        return candidates;
    }

    private void file(CompiledPolicy policy, Posting posting) {
        Node node = roots.computeIfAbsent(posting.path().part(), _ -> new Node());
        for (String name : posting.path().names()) {
            node = node.children.computeIfAbsent(name, _ -> new Node());
        }
        if (posting.value() instanceof Prefix(String prefix)) {
            node.prefixes.file(prefix, policy);
        } else {
            node.policies
                    .computeIfAbsent(posting.value(), _ -> new ArrayList<>())
                    .add(policy);
        }
    }

    private static List<Posting> postings(Condition condition) {
        return switch (condition.test()) {
            case OneOf(Set<Object> values) ->
                values.stream()
                        .map(value -> new Posting(condition.path(), value))
                        .toList();
            case Prefix prefix -> List.of(new Posting(condition.path(), prefix));
            case LikeOneOf(List<Wildcard> patterns) -> postings(condition.path(), patterns);
            case Exceeds _, Below _ -> List.of();
        };
    }

    /** Under what the patterns begin with; none when one of them begins with anything. */
    private static List<Posting> postings(AttributePath path, List<Wildcard> patterns) {
        if (patterns.stream().anyMatch(pattern -> pattern.prefix().isEmpty())) {
            return List.of();
        }
        return patterns.stream()
                .map(pattern ->
                        new Posting(path, pattern.isLiteral() ? pattern.prefix() : new Prefix(pattern.prefix())))
                .distinct()
                .toList();
    }

    /** An attribute and what it is tested for: a {@link Scalar} or a {@link Prefix}. */
    private record Posting(AttributePath path, Object value) {}

    /** One attribute: the policies filed under its values and prefixes, and the attributes inside it. */
    private static final class Node {

        private final Map<String, Node> children = new HashMap<>();
        private final Map<Object, List<CompiledPolicy>> policies = new HashMap<>();
        private final PrefixIndex prefixes = new PrefixIndex();

        void collect(@Nullable Object attribute, Candidates candidates) {
            switch (attribute) {
                case Map<?, ?> object -> collectInside(object, candidates);
                case Collection<?> elements -> collectAny(elements, candidates);
                case String string -> {
                    candidates.add(filed(string));
                    prefixes.collect(string, candidates::add);
                }
                case null, default -> candidates.add(filed(attribute));
            }
        }

        private void collectInside(Map<?, ?> object, Candidates candidates) {
            if (children.size() <= object.size()) {
                children.forEach((name, child) -> child.collect(object.get(name), candidates));
            } else {
                object.forEach((name, value) -> {
                    Node child = children.get(name);
                    if (child != null) {
                        child.collect(value, candidates);
                    }
                });
            }
        }

        /** A value that the list has many times finds its policies once. */
        private void collectAny(Collection<?> elements, Candidates candidates) {
            Set<List<CompiledPolicy>> found = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Object element : elements) {
                List<CompiledPolicy> filed = filed(element);
                if (!filed.isEmpty() && found.add(filed)) {
                    candidates.add(filed);
                }
            }
        }

        private List<CompiledPolicy> filed(@Nullable Object value) {
            Object scalar = Scalar.of(value);
            return scalar == null ? List.of() : policies.getOrDefault(scalar, List.of());
        }
    }
}
