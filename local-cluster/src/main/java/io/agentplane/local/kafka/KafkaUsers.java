package io.agentplane.local.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * The services as users that Kafka keeps itself.
 *
 * @param passwords by the user's name
 */
public record KafkaUsers(Map<String, String> passwords) {

    /** The least that Kafka takes; the passwords are random, so that more rounds are of no use. */
    private static final int ITERATIONS = 4096;

    public KafkaUsers {
        passwords = Map.copyOf(passwords);
    }

    /** Sets the passwords, and gives and takes rights until they are those of the table. */
    public void apply(Admin kafka) throws ExecutionException, InterruptedException {
        ScramMechanism mechanism = ScramMechanism.fromMechanismName(KafkaLogins.MECHANISM);
        List<UserScramCredentialAlteration> users = passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user.getKey(), new ScramCredentialInfo(mechanism, ITERATIONS), user.getValue()))
                .toList();
        kafka.alterUserScramCredentials(users).all().get();
        new TopicAcls(TopicRight.all()).apply(kafka);
    }
}
