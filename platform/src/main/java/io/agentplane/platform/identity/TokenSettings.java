package io.agentplane.platform.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service vouches for callers or for itself.
 *
 * @param issuer the name under which others trust its tokens
 * @param signingKeyFile a JSON Web Key; made where it is missing, shared by all replicas of the service
 * @param tokenLifetime how long others accept a token
 */
@Validated
@ConfigurationProperties("agentplane.identity")
record TokenSettings(
        @NotBlank String issuer,
        @NotNull Path signingKeyFile,

        @DefaultValue("2m") @NotNull @DurationMin(seconds = 10)
        Duration tokenLifetime) {}
