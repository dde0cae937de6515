package io.agentplane.platform.identity;

import com.nimbusds.jwt.JWTParser;
import java.net.URI;
import java.text.ParseException;
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

    private final Map<String, JwtDecoder> decoders;

    /** @param keys of each trusted issuer the address of its JSON Web Key Set */
    IssuerJwtDecoder(Map<String, URI> keys) {
        decoders = keys.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, trusted -> decoder(trusted.getKey(), trusted.getValue())));
    }

    private static JwtDecoder decoder(String issuer, URI keys) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys.toString())
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(IdentityToken.validator(issuer));
        return decoder;
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
            @Nullable String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
            return issuer == null ? "" : issuer;
        } catch (ParseException unreadable) {
            throw new BadJwtException("The token is not readable", unreadable);
        }
    }
}
