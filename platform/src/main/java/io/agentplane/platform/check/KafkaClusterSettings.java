package io.agentplane.platform.check;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which Kafka a service's events go to.
 *
 * @param acceptCluster the id of a Kafka cluster that is to take the place of the one before; empty to stay with that. What
 *     the other's topics held is not in the new one
 */
@ConfigurationProperties("agentplane.kafka")
record KafkaClusterSettings(@DefaultValue("") String acceptCluster) {}
