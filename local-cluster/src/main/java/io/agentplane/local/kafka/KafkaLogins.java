package io.agentplane.local.kafka;

import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What clients have to say to be let in by the broker: each service as a user of its own name, and the administrator, who
 * may do everything. By SCRAM, so that a stranger who takes the port of a stopped broker learns no password.
 */
public final class KafkaLogins {

    public static final String ADMINISTRATOR = "admin";

    static final String MECHANISM = "SCRAM-SHA-512";
    static final String PROTOCOL = "SASL_PLAINTEXT";
    static final String JAAS = "sasl.jaas.config";

    /** For a listener that is asked before any user is known. */
    static final String PLAIN = "PLAIN";

    /** The least that Kafka takes; the passwords are random, so that more are of no use. */
    static final int ROUNDS = 4096;

    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final DataFolder folder;

    public KafkaLogins(DataFolder folder) {
        this.folder = folder;
    }

    /** The settings of a Kafka client that is the user. */
    public Map<String, String> client(String user) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("security.protocol", PROTOCOL);
        settings.put("sasl.mechanism", MECHANISM);
        settings.put(JAAS, login(user) + ";");
        return settings;
    }

    /** The login module of a listener that lets the users in; the broker itself is the administrator there. */
    String listener(Iterable<String> users) throws IOException {
        StringBuilder module = new StringBuilder(login(ADMINISTRATOR));
        for (String user : users) {
            module.append(" user_%s=\"%s\"".formatted(user, password(user)));
        }
        return module.append(';').toString();
    }

    /** The login module of a controller's listener that knows the administrator alone, by a plain password. */
    String controller() throws IOException {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
                .formatted(ADMINISTRATOR, password(ADMINISTRATOR));
    }

    private String login(String user) throws IOException {
        return "%s required username=\"%s\" password=\"%s\"".formatted(MODULE, user, password(user));
    }

    /** What the user logs in with. */
    public String password(String user) throws IOException {
        return folder.password("kafka-" + user);
    }
}
