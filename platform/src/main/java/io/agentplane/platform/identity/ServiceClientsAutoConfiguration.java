package io.agentplane.platform.identity;

import io.agentplane.platform.json.StoredJson;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** Gives every service, and the gateway, what it makes clients of other services with. */
@AutoConfiguration(after = {TokenIssuerAutoConfiguration.class, RestClientAutoConfiguration.class})
public class ServiceClientsAutoConfiguration {

    @Bean
    ServiceClients serviceClients(RestClient.Builder builder, StoredJson json, ObjectProvider<TokenIssuer> issuer) {
        return new ServiceClients(builder, json, issuer.getIfAvailable());
    }
}
