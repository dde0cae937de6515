package io.agentplane.config.configuration;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Revision;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Keeps the layers of the present namespace with all their revisions. Works inside its callers' transactions. */
@Component
class Layers {

    static final String DEFAULTS = "defaults";

    private final ConfigurationLayerRepository layers;
    private final RevisionQueries revisions;
    private final Clock clock;

    Layers(ConfigurationLayerRepository layers, RevisionQueries revisions, Clock clock) {
        this.layers = layers;
        this.revisions = revisions;
        this.clock = clock;
    }

    static String of(UUID agent) {
        return agent.toString();
    }

    Layer current(String scope) {
        return layers.findByScope(scope).map(ConfigurationLayer::layer).orElse(Layer.NONE);
    }

    Layer at(String scope, Instant time) {
        return revisions.findAt(scope, time).map(ConfigurationRevision::layer).orElse(Layer.NONE);
    }

    Layer revision(String scope, long revision) {
        if (revision == Layer.NONE.revision()) {
            return Layer.NONE;
        }
        return revisions
                .find(scope, revision)
                .map(ConfigurationRevision::layer)
                .orElseThrow(() -> ConfigurationProblem.CONFIGURATION_REVISION_NOT_FOUND.because(
                        "This configuration has no revision with this number"));
    }

    List<ConfigurationRevision> history(String scope, @Nullable Long before, int limit) {
        return revisions.list(scope, before, limit);
    }

    /** Stores new values as the next revision. Of two that come at once, also as the first ever, one is stale. */
    Layer store(String scope, Map<String, Object> values, String reason, Revision basis) {
        // PostgreSQL keeps microseconds; what is answered now must be what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LayerChange change = new LayerChange(values, Caller.current().name(), reason, now);
        ConfigurationLayer layer = layers.findByScope(scope).orElse(null);
        basis.requireCurrent(layer == null ? Layer.NONE.revision() : layer.revision());
        if (layer == null) {
            layer = new ConfigurationLayer(scope, change);
        } else {
            layer.apply(change);
        }
        try {
            ConfigurationRevision stored = layers.saveAndFlush(layer).view();
            revisions.append(scope, stored);
            return stored.layer();
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(refused, Revision::stale);
        }
    }
}
