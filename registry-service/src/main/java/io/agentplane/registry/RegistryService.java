package io.agentplane.registry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the registry. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RegistryService {

    public static void main(String[] args) {
        SpringApplication.run(RegistryService.class, args);
    }
}
