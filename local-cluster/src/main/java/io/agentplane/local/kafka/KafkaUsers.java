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

    public KafkaUsers {
        passwords = Map.copyOf(passwords);
    }

    @Override
    public String toString() {
        return "KafkaUsers" + passwords.keySet();
    }

    /** Sets the passwords, and gives and takes rights until they are those of the table. */
    public void apply(Admin kafka) throws ExecutionException, InterruptedException {
        ScramMechanism mechanism = ScramMechanism.fromMechanismName(KafkaLogins.MECHANISM);
        List<UserScramCredentialAlteration> users = passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user.getKey(), new ScramCredentialInfo(mechanism, KafkaLogins.ROUNDS), user.getValue()))
                .toList();
        kafka.alterUserScramCredentials(users).all().get();
        new TopicAcls(TopicRight.all()).apply(kafka);
    }
}
