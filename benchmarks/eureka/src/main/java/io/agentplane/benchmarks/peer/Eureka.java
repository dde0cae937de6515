package io.agentplane.benchmarks.peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;

/** One Netflix Eureka server as Spring Cloud ships it: no peers, no security, everything in memory. */
@EnableEurekaServer
@SpringBootApplication
public class Eureka {

    public static void main(String[] arguments) {
        SpringApplication.run(Eureka.class, arguments);
    }
}
