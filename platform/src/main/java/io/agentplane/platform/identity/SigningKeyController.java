package io.agentplane.platform.identity;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys by which others know the tokens of this service. */
@RestController
@Hidden
class SigningKeyController {

    static final String PATH = "/.well-known/jwks.json";

    private final TokenIssuer issuer;

    SigningKeyController(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @GetMapping(PATH)
    Map<String, Object> keys() {
        return issuer.publicKeys();
    }
}
