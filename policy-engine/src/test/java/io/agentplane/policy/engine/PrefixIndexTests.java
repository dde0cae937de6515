package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrefixIndexTests {

    private final PrefixIndex index = new PrefixIndex();
    private final Map<String, String> filed = new HashMap<>();

    @Test
    void findsEveryPrefixFromTheLongestDown() {
        file("database", "database/", "database/production", "database/production/orders", "data", "date", "e");

        assertThat(found("database/production/x"))
                .containsExactly("database/production", "database/", "database", "data");
        assertThat(found("database/production")).startsWith("database/production");
        assertThat(found("dat")).isEmpty();
        assertThat(found("")).isEmpty();
    }

    @Test
    void findsAPrefixBehindManyLongerNeighbours() {
        file("a", "ab1", "ab2", "ab3", "abc", "abcc1", "abcc2", "abcd1");

        assertThat(found("abcdx")).containsExactly("abc", "a");
    }

    @Test
    void findsExactlyThePrefixesThatStringsStartWith() {
        var random = new Random(3);
        file(Stream.generate(() -> word(random)).limit(60).distinct().toArray(String[]::new));

        for (int round = 0; round < 10_000; round++) {
            String string = word(random);
            assertThat(found(string))
                    .containsExactlyInAnyOrderElementsOf(
                            filed.values().stream().filter(string::startsWith).toList());
        }
    }

    private void file(String... prefixes) {
        for (String prefix : prefixes) {
            String id = "p" + filed.size();
            filed.put(id, prefix);
            index.file(
                    prefix,
                    CompiledPolicy.of(policy(id, PolicyAction.DENY, Map.of())).at(filed.size()));
        }
    }

    private List<String> found(String string) {
        List<String> prefixes = new ArrayList<>();
        index.collect(string, policies -> policies.forEach(policy -> prefixes.add(filed.get(policy.id()))));
        return prefixes;
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int length = random.nextInt(1, 8); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }
}
