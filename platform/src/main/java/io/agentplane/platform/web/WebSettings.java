package io.agentplane.platform.web;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds on what comes in.
 *
 * @param maxBody the largest body of a request
 */
@Validated
@ConfigurationProperties("agentplane.web")
record WebSettings(@DefaultValue("1MB") @NotNull DataSize maxBody) {}
