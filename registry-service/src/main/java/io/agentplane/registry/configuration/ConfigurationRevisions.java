package io.agentplane.registry.configuration;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The newest revisions of the configurations. */
@Service
public class ConfigurationRevisions {

    private static final String SIGNAL = "configuration-revision";
    private static final String DEFAULTS = "defaults";

    private final JdbcClient jdbc;
    private final DatabaseSignals signals;

    ConfigurationRevisions(JdbcClient jdbc, DatabaseSignals signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /** The revision of an agent's own configuration, where one was heard of. */
    public Optional<Long> ofAgent(UUID agentId) {
        return of(agentId.toString());
    }

    /** The revision of the present namespace's defaults, where one was heard of. */
    public Optional<Long> ofDefaults() {
        return of(DEFAULTS);
    }

    private Optional<Long> of(String scope) {
        return jdbc.sql("SELECT revision FROM configuration_revision WHERE namespace = :namespace AND scope = :scope")
                .param("namespace", Namespace.current())
                .param("scope", scope)
                .query(Long.class)
                .optional();
    }

    /**
     * Calls the listener with the namespace and the scope of each configuration that changes, whichever replica learns of
     * it; with two empty texts when some changes may have been missed.
     */
    public void listen(BiConsumer<String, String> listener) {
        signals.listen(SIGNAL, payload -> {
            int slash = payload.lastIndexOf('/');
            listener.accept(payload.substring(0, Math.max(slash, 0)), payload.substring(slash + 1));
        });
    }

    /** Keeps the newest revision, in whatever order and however often events come. */
    @Transactional
    void keep(String namespace, String scope, long revision) {
        int changed = jdbc.sql("""
                INSERT INTO configuration_revision AS known (namespace, scope, revision)
                VALUES (:namespace, :scope, :revision)
                ON CONFLICT (namespace, scope) DO UPDATE SET revision = excluded.revision
                WHERE known.revision < excluded.revision
                """)
                .param("namespace", namespace)
                .param("scope", scope)
                .param("revision", revision)
                .update();
        if (changed == 1) {
            signals.ring(SIGNAL, namespace + "/" + scope);
        }
    }
}
