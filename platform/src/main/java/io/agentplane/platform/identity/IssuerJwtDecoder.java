package io.agentplane.platform.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Verifies a token with the keys of the one who says to have issued it, if that one is trusted. */
final class IssuerJwtDecoder implements JwtDecoder {

    /** For so long keys are not read again while all tokens are of keys that are known. */
    static final Duration KEYS_FRESH = Duration.ofMinutes(5);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration KEYS_WITHOUT_OWNER = Duration.ofHours(1);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
    private static final int MAX_BYTES_OF_KEYS = 64 * 1024;

    private final Map<String, JwtDecoder> decoders;

    /** @param keys of each trusted issuer the address of its JSON Web Key Set */
    IssuerJwtDecoder(Map<String, URI> keys) {
        decoders = keys.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, trusted -> decoder(trusted.getKey(), trusted.getValue())));
    }

    private static JwtDecoder decoder(String issuer, URI keys) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(published(keys))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(IdentityToken.validator(issuer));
        return decoder;
    }

    /** The keys found there, kept while their owner is away; asked for again when a token names another. */
    private static JWKSource<SecurityContext> published(URI keys) {
        var reader = new DefaultResourceRetriever(millis(CONNECT_TIMEOUT), millis(READ_TIMEOUT), MAX_BYTES_OF_KEYS);
        try {
            var watched = new WatchedKeys(keys.toURL(), reader);
            JWKSource<SecurityContext> source = JWKSourceBuilder.create(watched)
                    .cache(
                            KEYS_FRESH.toMillis(),
                            CONNECT_TIMEOUT.plus(READ_TIMEOUT).toMillis())
                    .retrying(true)
                    .outageTolerant(KEYS_WITHOUT_OWNER.toMillis())
                    .rateLimited(BETWEEN_READS.toMillis())
                    .build();
            return new PatientKeys(source, watched);
        } catch (MalformedURLException noAddress) {
            throw new IllegalArgumentException("The address of an issuer's keys is no URL: " + keys, noAddress);
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder decoder = decoders.get(issuer(token));
        if (decoder == null) {
            throw new BadJwtException("The token's issuer is not trusted");
        }
        return decoder.decode(token);
    }

    private static String issuer(String token) {
        try {
            @Nullable String issuer = SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
            return issuer == null ? "" : issuer;
        } catch (ParseException unreadable) {
            throw new BadJwtException("The token is not readable", unreadable);
        }
    }
}
