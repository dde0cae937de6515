package io.agentplane.gateway.access;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway vouches for callers.
 *
 * @param identityKeyFile the signing key as a JSON Web Key; made where it is missing, shared by all replicas
 * @param tokenLifetime how long a service accepts a token
 */
@Validated
@ConfigurationProperties("agentplane.gateway")
record AccessSettings(
        @DefaultValue("identity-key.json") @NotNull Path identityKeyFile,

        @DefaultValue("2m") @NotNull @DurationMin(seconds = 10)
        Duration tokenLifetime) {}
