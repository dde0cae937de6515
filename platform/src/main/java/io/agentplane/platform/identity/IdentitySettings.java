package io.agentplane.platform.identity;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are accepted.
 *
 * @param jwksUri the gateway's JSON Web Key Set
 * @param trusted the services that may ask in their own name, each with the address of its JSON Web Key Set
 */
@Validated
@ConfigurationProperties("agentplane.identity")
record IdentitySettings(
        @DefaultValue("http://127.0.0.1:8080/.well-known/jwks.json") @NotNull
        URI jwksUri,

        @DefaultValue Map<String, URI> trusted) {

    Map<String, URI> keysOfIssuers() {
        Map<String, URI> keys = new HashMap<>(trusted);
        keys.put(IdentityToken.GATEWAY, jwksUri);
        return keys;
    }
}
