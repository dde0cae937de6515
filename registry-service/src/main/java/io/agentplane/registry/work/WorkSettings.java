package io.agentplane.registry.work;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long single tasks are remembered.
 *
 * @param kept how long a finished task is kept after its last change; the figures of its agent stay. Tells also how far
 *     back one can ask for consumers
 */
@Validated
@ConfigurationProperties("agentplane.registry.work")
record WorkSettings(@DefaultValue("8d") @NotNull Duration kept) {}
