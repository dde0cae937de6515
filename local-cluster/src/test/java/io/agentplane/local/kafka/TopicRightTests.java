package io.agentplane.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.kafka.TopicRight.Verb;
import io.agentplane.local.service.Service;
import io.agentplane.local.service.Services;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRightTests {

    private static final List<TopicRight> ALL = TopicRight.all();

    @Test
    void readsRowsAndPassesOverRemarks() {
        assertThat(TopicRight.parse("""
                # who  what

                policy  writes  agentplane.policy.access.v1
                policy  reads   agentplane.registry.agents.v1  policy
                """))
                .containsExactly(
                        new TopicRight("policy", Verb.WRITES, "agentplane.policy.access.v1", null),
                        new TopicRight("policy", Verb.READS, "agentplane.registry.agents.v1", "policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy owns a.topic", "policy writes", "policy writes a.topic group", "p reads t g more"})
    void refusesARowThatIsNone(String row) {
        assertThatThrownBy(() -> TopicRight.parse(row)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTopicHasOneWriterAndEveryReaderAWriter() {
        Map<String, Long> writers = ALL.stream()
                .filter(right -> right.verb() == Verb.WRITES)
                .collect(Collectors.groupingBy(TopicRight::topic, Collectors.counting()));

        assertThat(writers.values()).containsOnly(1L);
        assertThat(ALL).extracting(TopicRight::topic).allMatch(writers::containsKey);
    }

    @Test
    void everyGroupBelongsToOneService() {
        Map<String, Long> owners = ALL.stream()
                .filter(right -> right.group() != null)
                .collect(Collectors.groupingBy(
                        right -> String.valueOf(right.group()),
                        Collectors.collectingAndThen(Collectors.mapping(TopicRight::service, Collectors.toSet()), set ->
                                (long) set.size())));

        assertThat(owners.values()).containsOnly(1L);
    }

    @Test
    void onlyPolicyServiceGivesRightsAndOnlyTheGatewayTellsOfCalls() {
        assertThat(writersOf("agentplane.policy.access.v1")).containsExactly("policy");
        assertThat(writersOf("agentplane.audit.entries.v1")).containsExactly("gateway");
    }

    @Test
    void allServicesHaveRights() {
        assertThat(TopicRight.services())
                .containsExactlyInAnyOrderElementsOf(
                        Services.ALL.stream().map(Service::name).toList());
    }

    private static List<String> writersOf(String topic) {
        return ALL.stream()
                .filter(right -> right.topic().equals(topic) && right.verb() == Verb.WRITES)
                .map(TopicRight::service)
                .toList();
    }
}
