package io.agentplane.local.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights of all services as the broker's access control lists. */
final class TopicAcls {

    private static final String DEAD_LETTERS = ".dlt";
    private static final String ANY_HOST = "*";
    private static final long POLL_MILLIS = 20;

    private final Set<AclBinding> wanted;

    TopicAcls(List<TopicRight> rights) {
        wanted = rights.stream().flatMap(TopicAcls::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Gives the rights that are missing, takes those that nobody should have, and returns once the broker goes by them. */
    void apply(Admin kafka) throws ExecutionException, InterruptedException {
        Set<AclBinding> missing = new HashSet<>(wanted);
        Set<AclBinding> surplus = new HashSet<>();
        for (AclBinding given : given(kafka)) {
            if (!missing.remove(given)) {
                surplus.add(given);
            }
        }
        if (!missing.isEmpty()) {
            kafka.createAcls(missing).all().get();
        }
        if (!surplus.isEmpty()) {
            kafka.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
        }
        while (!Set.copyOf(given(kafka)).equals(wanted)) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Collection<AclBinding> given(Admin kafka) throws ExecutionException, InterruptedException {
        return kafka.describeAcls(AclBindingFilter.ANY).values().get();
    }

    /** Reading and writing include asking what the topic is; an idempotent producer needs no right of its own. */
    private static Stream<AclBinding> of(TopicRight right) {
        return switch (right.verb()) {
            case WRITES -> Stream.concat(writing(right, right.topic()), transactions(right));
            case MAKES -> onTopic(right, right.topic(), AclOperation.CREATE, AclOperation.DESCRIBE);
            case READS -> reading(right);
        };
    }

    private static Stream<AclBinding> writing(TopicRight right, String topic) {
        // ALTER adds partitions where the setting asks for more of them.
        return onTopic(right, topic, AclOperation.CREATE, AclOperation.ALTER, AclOperation.WRITE);
    }

    /** To write in transactions, by which Kafka tells a service's newest writer from those before it. */
    private static Stream<AclBinding> transactions(TopicRight right) {
        return Stream.of(binding(
                right, ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, right.service(), AclOperation.WRITE));
    }

    private static Stream<AclBinding> reading(TopicRight right) {
        List<Stream<AclBinding>> all = new ArrayList<>();
        all.add(onTopic(right, right.topic(), AclOperation.READ));
        if (right.group() != null) {
            all.add(Stream.of(binding(right, ResourceType.GROUP, right.group(), AclOperation.READ)));
            all.add(writing(right, right.topic() + DEAD_LETTERS));
        }
        return all.stream().flatMap(bindings -> bindings);
    }

    private static Stream<AclBinding> onTopic(TopicRight right, String topic, AclOperation... operations) {
        return Stream.of(operations).map(operation -> binding(right, ResourceType.TOPIC, topic, operation));
    }

    private static AclBinding binding(TopicRight right, ResourceType type, String name, AclOperation operation) {
        return binding(right, type, PatternType.LITERAL, name, operation);
    }

    private static AclBinding binding(
            TopicRight right, ResourceType type, PatternType pattern, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + right.service(), ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
