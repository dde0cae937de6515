package io.agentplane.platform.identity;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the key by which others know the tokens of this service. */
@RestController
@Hidden
class SigningKeyController {

    static final String PATH = "/.well-known/jwks.json";

    private final Map<String, Object> keys;

    SigningKeyController(TokenIssuer issuer) {
        keys = issuer.publicKeys();
    }

    @GetMapping(PATH)
    Map<String, Object> keys() {
        return keys;
    }
}
