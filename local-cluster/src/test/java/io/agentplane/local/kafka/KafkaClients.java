package io.agentplane.local.kafka;

import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Clients of a cluster's broker, as one of its users, as somebody who says something else, or as nobody. */
public final class KafkaClients {

    private static final String LIMIT_MILLIS = "5000";

    /** Whoever doesn't say who they are gets no answer, so all of it is waited for. */
    private static final String LIMIT_OF_NOBODY_MILLIS = "2000";

    private final DataFolder folder;
    private final int port;

    public KafkaClients(DataFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public Admin admin(String user) throws IOException {
        return admin(login(user));
    }

    public Admin admin(Map<String, String> login) {
        return admin(settings(login), login);
    }

    /** A client of the controller, where it has a port of its own. */
    static Admin adminOfController(int controllerPort, Map<String, String> login) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, "127.0.0.1:" + controllerPort);
        return admin(settings, login);
    }

    private static Admin admin(Map<String, Object> settings, Map<String, String> login) {
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit(login));
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit(login));
        return Admin.create(settings);
    }

    private static String limit(Map<String, String> login) {
        return login.isEmpty() ? LIMIT_OF_NOBODY_MILLIS : LIMIT_MILLIS;
    }

    Producer<String, String> producer(Map<String, String> login) {
        Map<String, Object> settings = settings(login);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit(login));
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    Consumer<String, String> consumer(Map<String, String> login, @Nullable String group) {
        Map<String, Object> settings = settings(login);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        if (group != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    Map<String, String> login(String user) throws IOException {
        return new KafkaLogins(folder).client(user);
    }

    private Map<String, Object> settings(Map<String, String> login) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        settings.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, "20");
        return settings;
    }
}
