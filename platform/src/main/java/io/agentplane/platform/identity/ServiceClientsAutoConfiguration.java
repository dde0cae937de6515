package io.agentplane.platform.identity;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service, and the gateway, what it makes clients of other services with. */
@AutoConfiguration(after = {TokenIssuerAutoConfiguration.class, RestClientAutoConfiguration.class})
public class ServiceClientsAutoConfiguration {

    @Bean
    ServiceClients serviceClients(RestClient.Builder builder, JsonMapper json, ObjectProvider<TokenIssuer> issuer) {
        return new ServiceClients(builder, json, issuer.getIfAvailable());
    }
}
