package io.agentplane.local.kafka;

import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Map<String, ScramCredential> credentials = new HashMap<>();

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> logins) {
        ScramMechanism scram = ScramMechanism.forMechanismName(mechanism);
        for (AppConfigurationEntry login : logins) {
            login.getOptions().forEach((option, value) -> {
                if (option.startsWith(OPTION)) {
                    credentials.put(option.substring(OPTION.length()), credential(scram, String.valueOf(value)));
                }
            });
        }
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
                case ScramCredentialCallback asked -> asked.scramCredential(credentials.get(user));
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
        credentials.clear();
    }
}
