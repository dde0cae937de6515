package io.agentplane.config.configuration;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The present values of one scope: a namespace's defaults or one agent's overrides. */
@Entity
class ConfigurationLayer extends Aggregate {

    @Id
    private UUID id;

    private String scope;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> values;

    private String author;
    private String reason;
    private Instant changedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ConfigurationLayer() {}

    ConfigurationLayer(String scope, LayerChange change) {
        id = UuidCreator.getTimeOrderedEpoch();
        this.scope = scope;
        values = change.values();
        author = change.author();
        reason = change.reason();
        changedAt = change.at();
        record(this::changed);
    }

    void apply(LayerChange change) {
        values = change.values();
        author = change.author();
        reason = change.reason();
        changedAt = change.at();
        record(this::changed);
    }

    private ConfigurationChanged changed() {
        return new ConfigurationChanged(
                new ConfigurationLayerState(scope, values, author, reason, changedAt, revision()), namespace());
    }

    Layer layer() {
        return new Layer(revision(), values);
    }

    ConfigurationRevision view() {
        return new ConfigurationRevision(revision(), values, author, reason, changedAt);
    }

    @Override
    public UUID getId() {
        return id;
    }
}
