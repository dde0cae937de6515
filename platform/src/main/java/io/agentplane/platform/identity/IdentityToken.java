package io.agentplane.platform.identity;

import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What the gateway and the services agree on about the token between them. */
final class IdentityToken {

    static final String GATEWAY = "agentplane-gateway";
    static final String AUDIENCE = "agentplane";
    static final String NAME_CLAIM = Caller.NAME_CLAIM;
    static final String NAMESPACE_CLAIM = Caller.NAMESPACE_CLAIM;
    static final String PERMISSIONS_CLAIM = Caller.PERMISSIONS_CLAIM;
    static final String AGENT_ID_CLAIM = Caller.AGENT_ID_CLAIM;

    /** The most that the clocks of our own services are thought to differ by; so long a token counts after its end. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private IdentityToken() {}

    static OAuth2TokenValidator<Jwt> validator(String issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<>(JwtClaimNames.ISS, said -> issuer.equals(String.valueOf(said))),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(AUDIENCE)),
                new JwtClaimValidator<String>(NAMESPACE_CLAIM, namespace -> namespace != null && !namespace.isBlank()));
    }
}
