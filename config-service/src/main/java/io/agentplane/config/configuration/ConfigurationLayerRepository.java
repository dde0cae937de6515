package io.agentplane.config.configuration;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ConfigurationLayerRepository extends Repository<ConfigurationLayer, UUID> {

    /** Flushes, so that the recorded event carries the new revision. */
    ConfigurationLayer saveAndFlush(ConfigurationLayer layer);

    Optional<ConfigurationLayer> findByScope(String scope);
}
