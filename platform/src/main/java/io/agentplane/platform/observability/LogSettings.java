package io.agentplane.platform.observability;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is logged.
 *
 * @param alikePerMinute how many warnings and errors of one wording are written in a minute
 */
@ConfigurationProperties("agentplane.log")
record LogSettings(@DefaultValue("20") int alikePerMinute) {}
