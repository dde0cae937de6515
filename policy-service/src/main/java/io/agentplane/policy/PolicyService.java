package io.agentplane.policy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the policy service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PolicyService {

    public static void main(String[] args) {
        SpringApplication.run(PolicyService.class, args);
    }
}
