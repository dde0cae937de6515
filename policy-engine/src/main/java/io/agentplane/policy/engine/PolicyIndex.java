package io.agentplane.policy.engine;

import io.agentplane.policy.engine.AttributePath.Part;
import io.agentplane.policy.engine.Condition.OneOf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policies that could match a request. Each policy is filed once, under the values of that one of its
 * equality conditions whose values the fewest policies share; one without such a condition is always a candidate.
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

    Candidates candidates(DecisionRequest request) {
        var candidates = new Candidates();
        candidates.add(always);
        roots.forEach((part, node) -> node.collect(part.of(request), candidates));
        return candidates;
    }

    private void file(CompiledPolicy policy, Posting posting) {
        Node node = roots.computeIfAbsent(posting.path().part(), _ -> new Node());
        for (String name : posting.path().names()) {
            node = node.children.computeIfAbsent(name, _ -> new Node());
        }
        node.policies.computeIfAbsent(posting.value(), _ -> new ArrayList<>()).add(policy);
    }

    private static List<Posting> postings(Condition condition) {
        return condition.test() instanceof OneOf(var values)
                ? values.stream()
                        .map(value -> new Posting(condition.path(), value))
                        .toList()
                : List.of();
    }

    /** An attribute and a value it is tested for. */
    private record Posting(AttributePath path, Object value) {}

    /** One attribute: the policies filed under its values, and the attributes inside it. */
    private static final class Node {

        private final Map<String, Node> children = new HashMap<>();
        private final Map<Object, List<CompiledPolicy>> policies = new HashMap<>();

        void collect(@Nullable Object attribute, Candidates candidates) {
            switch (attribute) {
                case Map<?, ?> object -> collectInside(object, candidates);
                case Collection<?> elements -> elements.forEach(element -> collectFiled(element, candidates));
                case null, default -> collectFiled(attribute, candidates);
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

        private void collectFiled(@Nullable Object value, Candidates candidates) {
            Object scalar = Scalar.of(value);
            List<CompiledPolicy> filed = scalar == null ? null : policies.get(scalar);
            if (filed != null) {
                candidates.add(filed);
            }
        }
    }
}
