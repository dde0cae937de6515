package io.agentplane.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are not read again for each token of somebody unknown: while they were read a moment ago, a key that is not
 * among them is nobody's. Only where they can't be read is nothing known of a token.
 */
final class PatientKeys implements JWKSource<SecurityContext> {

    private final JWKSource<SecurityContext> source;
    private volatile boolean read;

    PatientKeys(JWKSource<SecurityContext> source) {
        this.source = source;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            List<JWK> found = source.get(selector, context);
            read = true;
            return found;
        } catch (RateLimitReachedException soonAgain) {
            if (read) {
                return List.of();
            }
            throw soonAgain;
        } catch (KeySourceException away) {
            read = false;
            throw away;
        }
    }
}
