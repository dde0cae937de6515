package io.agentplane.platform.identity;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the gateway publishes the keys that its tokens are signed with.
 *
 * @param jwksUri the gateway's JSON Web Key Set
 */
@Validated
@ConfigurationProperties("agentplane.identity")
record IdentitySettings(
        @DefaultValue("http://127.0.0.1:8080/.well-known/jwks.json") @NotNull
        URI jwksUri) {}
