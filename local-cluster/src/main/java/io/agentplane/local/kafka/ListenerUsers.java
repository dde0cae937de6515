package io.agentplane.local.kafka;

import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.apache.kafka.common.security.token.delegation.internals.DelegationTokenCredentialCallback;
import org.jspecify.annotations.Nullable;

/**
 * Whom a listener lets in by SCRAM: the {@code user_<name>} options of its login module, as PLAIN has them. Kafka would
 * look into its metadata, which can only be filled by a command line with the passwords in it or by somebody who has
 * been let in, and which the controller's listener can't ask before there is a controller.
 */
public final class ListenerUsers implements AuthenticateCallbackHandler {

    private static final String OPTION = "user_";

    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, ScramCredential> credentials = new ConcurrentHashMap<>();
    private ScramMechanism scram = ScramMechanism.SCRAM_SHA_512;

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> logins) {
        scram = ScramMechanism.forMechanismName(mechanism);
        for (AppConfigurationEntry login : logins) {
            login.getOptions().forEach((option, value) -> {
                if (option.startsWith(OPTION)) {
                    passwords.put(option.substring(OPTION.length()), String.valueOf(value));
                }
            });
        }
    }

    /** Made when a user comes for the first time, as it takes thousands of rounds: at the start all would wait for all. */
    private @Nullable ScramCredential credential(@Nullable String user) {
        if (user == null) {
            return null;
        }
        String password = passwords.get(user);
        return password == null ? null : credentials.computeIfAbsent(user, any -> credential(scram, password));
    }

    /** The passwords are random, so no more rounds than the least are of use. */
    private static ScramCredential credential(ScramMechanism scram, String password) {
        try {
            return new ScramFormatter(scram).generateCredential(password, scram.minIterations());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        @Nullable String user = null;
        for (Callback callback : callbacks) {
            switch (callback) {
                case NameCallback name -> user = name.getDefaultName();
                case DelegationTokenCredentialCallback token -> refuse(token);
                case ScramCredentialCallback asked -> asked.scramCredential(credential(user));
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    /** There are no tokens here. */
    private static void refuse(DelegationTokenCredentialCallback token) {
        token.scramCredential(null);
    }

    @Override
    public void close() {
        passwords.clear();
        credentials.clear();
    }
}
