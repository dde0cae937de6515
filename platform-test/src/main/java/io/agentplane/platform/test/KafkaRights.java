package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Compares the topics that a service uses with its rows in {@code contracts/kafka/rights.txt}, by which real clusters give
 * rights: one that is missing stops the service there, and one too many serves nobody but a thief. Who only makes a topic
 * and who writes to it too can't be told apart here.
 */
public final class KafkaRights {

    private static final Path TABLE = Path.of("..", "contracts", "kafka", "rights.txt");

    /** By name, because this module comes before the one that has it. */
    private static final String REPLAY = "io.agentplane.platform.event.StateReplay";

    private KafkaRights() {}

    public static void check(ApplicationContext context, String service) {
        assertThat(used(context)).containsExactlyInAnyOrderElementsOf(given(service));
    }

    private static Set<String> used(ApplicationContext context) {
        Set<String> uses = new TreeSet<>();
        context.getBeansOfType(NewTopic.class).values().forEach(topic -> uses.add("makes " + topic.name()));
        for (MessageListenerContainer listener :
                context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers()) {
            assertThat(listener.getContainerProperties().getAuthExceptionRetryInterval())
                    .as("%s tries again when it was refused", listener.getListenerId())
                    .isNotNull();
            for (String topic : topics(listener)) {
                uses.add("reads %s %s".formatted(topic, listener.getGroupId()));
            }
        }
        for (Object bean : context.getBeansOfType(Object.class, false, false).values()) {
            if (bean.getClass().getName().equals(REPLAY)) {
                uses.add("reads " + topicOf(bean));
            }
        }
        return uses;
    }

    private static List<String> topics(MessageListenerContainer listener) {
        String[] topics = listener.getContainerProperties().getTopics();
        return topics == null ? List.of() : List.of(topics);
    }

    private static Object topicOf(Object replay) {
        try {
            return replay.getClass().getMethod("topic").invoke(replay);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> given(String service) {
        Set<String> rights = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(TABLE)) {
                List<String> words = Arrays.asList(line.strip().split("\\s+"));
                if (words.getFirst().equals(service)) {
                    rights.add(String.join(" ", words.subList(1, words.size())).replaceFirst("^writes", "makes"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rights;
    }
}
