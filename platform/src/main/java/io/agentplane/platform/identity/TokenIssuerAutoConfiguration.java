package io.agentplane.platform.identity;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Gives a signing key, and the tokens made with it, to a service that has a place to keep one. */
@AutoConfiguration(before = IdentityAutoConfiguration.class)
@ConditionalOnProperty("agentplane.identity.signing-key-file")
@EnableConfigurationProperties(TokenSettings.class)
public class TokenIssuerAutoConfiguration {

    @Bean
    TokenIssuer tokenIssuer(TokenSettings settings, Clock clock) throws IOException, ParseException, JOSEException {
        return new TokenIssuer(SigningKeyFile.readOrCreate(settings.signingKeyFile()), settings, clock);
    }

    @Bean
    SigningKeyController signingKeyController(TokenIssuer issuer) {
        return new SigningKeyController(issuer);
    }
}
