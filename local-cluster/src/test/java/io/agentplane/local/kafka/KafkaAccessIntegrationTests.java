package io.agentplane.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.StandIns;
import io.agentplane.local.kafka.TopicRight.Verb;
import io.agentplane.local.state.ClusterState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in by a real broker, and what they may do there. */
@Timeout(120)
class KafkaAccessIntegrationTests {

    private static final String ACCESS = "agentplane.policy.access.v1";
    private static final Map<String, String> NOBODY = Map.of();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static LocalCluster cluster;
    private static KafkaClients clients;
    private static int controllerPort;

    @BeforeAll
    static void start() throws Exception {
        ClusterOptions options = ClusterOptions.temporary(folder);
        cluster = LocalCluster.claim(options, StandIns.kafka(options), (part, state, process) -> {});
        cluster.startParts();
        Map<String, Integer> ports =
                ClusterState.read(options.data()).orElseThrow().ports();
        clients = new KafkaClients(options.data(), ports.get(KafkaBroker.NAME));
        controllerPort = ports.get(KafkaBroker.CONTROLLER);
        try (Admin kafka = clients.admin(KafkaLogins.ADMINISTRATOR)) {
            kafka.createTopics(TopicRight.all().stream()
                            .map(TopicRight::topic)
                            .distinct()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        try (Producer<String, String> producer = clients.producer(clients.login(KafkaLogins.ADMINISTRATOR))) {
            for (String topic : allTopics()) {
                write(producer, topic);
            }
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (cluster != null) {
            cluster.close();
        }
    }

    static Set<String> services() {
        return TopicRight.services();
    }

    @Test
    void nobodyIsLetInWithoutSayingWhoTheyAre() throws Exception {
        try (Admin kafka = clients.admin(NOBODY)) {
            assertThatThrownBy(() -> kafka.listTopics().names().get()).hasCauseInstanceOf(TimeoutException.class);
        }
        assertThatThrownBy(() -> write(NOBODY, ACCESS)).hasRootCauseInstanceOf(TimeoutException.class);
        try (Admin kafka = clients.admin(KafkaLogins.ADMINISTRATOR)) {
            assertThat(kafka.listTopics().names().get()).contains(ACCESS);
        }
    }

    @Test
    void nobodyIsLetInWithAnotherPassword() throws Exception {
        Map<String, String> guess = new HashMap<>(clients.login("policy"));
        guess.compute("sasl.jaas.config", (name, login) -> login.replaceFirst("password=\"..", "password=\"zz"));

        assertThatThrownBy(() -> write(guess, ACCESS)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void nobodyIsLetInUnderAnotherName() throws Exception {
        Map<String, String> name = new HashMap<>(clients.login("gateway"));
        name.compute("sasl.jaas.config", (any, login) -> login.replace("\"gateway\"", "\"policy\""));
        Map<String, String> unknown = new HashMap<>(clients.login("gateway"));
        unknown.compute("sasl.jaas.config", (any, login) -> login.replace("\"gateway\"", "\"somebody\""));

        assertThatThrownBy(() -> write(name, ACCESS)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> write(unknown, ACCESS)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void passwordsAreNotSentInTheClear() throws Exception {
        Map<String, String> plain = new HashMap<>(clients.login("policy"));
        plain.put("sasl.mechanism", "PLAIN");
        plain.compute(
                "sasl.jaas.config", (any, login) -> login.replace("scram.ScramLoginModule", "plain.PlainLoginModule"));

        assertThatThrownBy(() -> write(plain, ACCESS)).rootCause().hasMessageContaining("mechanism");
    }

    @Test
    void controllerLetsInTheAdministratorOnly() throws Exception {
        try (Admin kafka = KafkaClients.adminOfController(controllerPort, NOBODY)) {
            assertThatThrownBy(() -> kafka.describeCluster().nodes().get()).hasCauseInstanceOf(TimeoutException.class);
        }
        try (Admin kafka = KafkaClients.adminOfController(controllerPort, clients.login("policy"))) {
            assertThatThrownBy(() -> kafka.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
        try (Admin kafka = KafkaClients.adminOfController(controllerPort, clients.login(KafkaLogins.ADMINISTRATOR))) {
            assertThat(kafka.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceWritesToTheTopicsThatAreItsOwnOnly(String service) throws Exception {
        Set<String> own = topics(service, Verb.WRITES);
        try (Producer<String, String> producer = clients.producer(clients.login(service))) {
            for (String topic : own) {
                assertThatCode(() -> write(producer, topic)).doesNotThrowAnyException();
            }
        }
        for (String topic : allTopics()) {
            if (!own.contains(topic)) {
                assertThatThrownBy(() -> write(clients.login(service), topic))
                        .as(topic)
                        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    /** Whoever may use another's transactional id can stop that service's relay. */
    @ParameterizedTest
    @MethodSource("services")
    void serviceTakesTransactionalIdsOfItsOwnNameOnly(String service) throws IOException {
        for (String other : TopicRight.services()) {
            Map<String, String> login = new HashMap<>(clients.login(service));
            login.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, other + "-service.outbox.test");
            try (Producer<String, String> producer = clients.producer(login)) {
                if (other.equals(service)) {
                    assertThatCode(producer::initTransactions).doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(producer::initTransactions)
                            .as(other)
                            .isInstanceOf(TransactionalIdAuthorizationException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceReadsTheTopicsOfItsRowsOnly(String service) throws Exception {
        Set<String> others = allTopics();
        for (TopicRight right : rights(service, Verb.READS)) {
            assertThatCode(() -> read(right)).as(right.toString()).doesNotThrowAnyException();
            others.remove(right.topic());
        }
        for (String topic : others) {
            assertThatThrownBy(() -> read(new TopicRight(service, Verb.READS, topic, null)))
                    .as(topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceReadsByNoOthersGroup(String service) throws Exception {
        String topic = rights(service, Verb.READS).stream()
                .map(TopicRight::topic)
                .findFirst()
                .orElse(ACCESS);
        for (TopicRight right : TopicRight.all()) {
            if (right.group() != null && !right.service().equals(service)) {
                assertThatThrownBy(() -> read(new TopicRight(service, Verb.READS, topic, right.group())))
                        .as(right.group())
                        .isInstanceOfAny(GroupAuthorizationException.class, TopicAuthorizationException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceMakesTheTopicsOfItsRowsOnly(String service) throws Exception {
        Set<String> made = topics(service, Verb.WRITES);
        made.addAll(topics(service, Verb.MAKES));
        try (Admin kafka = clients.admin(service)) {
            for (String topic : allTopics()) {
                // They exist already; who may not make them doesn't get as far as learning that.
                assertThatThrownBy(() -> make(kafka, topic))
                        .as(topic)
                        .hasCauseInstanceOf(
                                made.contains(topic) ? TopicExistsException.class : TopicAuthorizationException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceLeavesAsideWhatItsGroupsCanNotHandle(String service) throws Exception {
        for (TopicRight right : rights(service, Verb.READS)) {
            String deadLetters = right.topic() + ".dlt";
            if (right.group() == null) {
                assertThatThrownBy(() -> write(clients.login(service), deadLetters))
                        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            } else {
                try (Admin kafka = clients.admin(service)) {
                    makeIfMissing(kafka, deadLetters);
                    // The broker shows a topic a moment after it has made it.
                    await().atMost(LIMIT)
                            .ignoreExceptionsMatching(UnknownTopicOrPartitionException.class::isInstance)
                            .until(() -> describe(kafka, deadLetters).containsKey(deadLetters));
                }
                assertThatCode(() -> write(clients.login(service), deadLetters)).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceGivesItselfNoRights(String service) throws Exception {
        try (Admin kafka = clients.admin(service)) {
            var everything = new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                    new AccessControlEntry("User:" + service, "*", AclOperation.ALL, AclPermissionType.ALLOW));

            assertThatThrownBy(() -> kafka.createAcls(List.of(everything)).all().get())
                    .hasCauseInstanceOf(ClusterAuthorizationException.class);
        }
    }

    private static void write(Map<String, String> login, String topic) throws ExecutionException, InterruptedException {
        try (Producer<String, String> producer = clients.producer(login)) {
            write(producer, topic);
        }
    }

    private static void write(Producer<String, String> producer, String topic)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, "key", "value")).get();
    }

    /** Returns once something has been read. */
    private static void read(TopicRight right) throws IOException {
        try (Consumer<String, String> consumer = clients.consumer(clients.login(right.service()), right.group())) {
            if (right.group() == null) {
                var partition = new TopicPartition(right.topic(), 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.subscribe(List.of(right.topic()));
            }
            long end = System.nanoTime() + LIMIT.toNanos();
            while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                if (System.nanoTime() > end) {
                    fail("Nothing was read by " + right);
                }
            }
            if (right.group() != null) {
                consumer.commitSync();
            }
        }
    }

    private static Map<String, TopicDescription> describe(Admin kafka, String topic) throws Exception {
        try {
            return kafka.describeTopics(List.of(topic)).allTopicNames().get();
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }

    private static void make(Admin kafka, String topic) throws ExecutionException, InterruptedException {
        kafka.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private static void makeIfMissing(Admin kafka, String topic) throws ExecutionException, InterruptedException {
        try {
            make(kafka, topic);
        } catch (ExecutionException failed) {
            assertThat(failed).hasCauseInstanceOf(TopicExistsException.class);
        }
    }

    private static List<TopicRight> rights(String service, Verb verb) {
        return TopicRight.all().stream()
                .filter(right -> right.service().equals(service) && right.verb() == verb)
                .toList();
    }

    private static Set<String> topics(String service, Verb verb) {
        return rights(service, verb).stream().map(TopicRight::topic).collect(Collectors.toSet());
    }

    private static Set<String> allTopics() {
        return TopicRight.all().stream().map(TopicRight::topic).collect(Collectors.toSet());
    }
}
