package io.agentplane.policy.access;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the first administrator comes to be.
 *
 * @param bootstrapKeyFile where the first administrator's key is written; empty to make none
 */
@Validated
@ConfigurationProperties("agentplane.policy")
record AccessSettings(@DefaultValue("") @NotNull String bootstrapKeyFile) {}
