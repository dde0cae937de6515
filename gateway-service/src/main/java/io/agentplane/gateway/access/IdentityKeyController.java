package io.agentplane.gateway.access;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the key by which services know the gateway's tokens. */
@RestController
@Hidden
class IdentityKeyController {

    private final Map<String, Object> keys;

    IdentityKeyController(ECKey identityKey) {
        keys = new JWKSet(identityKey.toPublicJWK()).toJSONObject();
    }

    @GetMapping("/.well-known/jwks.json")
    Map<String, Object> keys() {
        return keys;
    }
}
