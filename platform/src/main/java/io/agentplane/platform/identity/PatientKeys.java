package io.agentplane.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are not read again for each token of somebody unknown: while they were read a moment ago, a key that is not
 * among them is nobody's. Where they can't be read, nothing is known of a token with another key than those read before.
 */
final class PatientKeys implements JWKSource<SecurityContext> {

    private final JWKSource<SecurityContext> source;
    private final WatchedKeys watched;

    PatientKeys(JWKSource<SecurityContext> source, WatchedKeys watched) {
        this.source = source;
        this.watched = watched;
    }

    /** @throws KeySourceException when nobody can say at present whether there is such a key */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        List<JWK> found;
        try {
            found = source.get(selector, context);
        } catch (RateLimitReachedException soonAgain) {
            if (watched.isReadable()) {
                return List.of();
            }
            throw soonAgain;
        }
        if (found.isEmpty() && !watched.isReadable()) {
            throw new JWKSetUnavailableException("The issuer's keys can't be read at present");
        }
        return found;
    }
}
