package io.agentplane.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.URL;

/** Reads an issuer's keys and remembers whether that went well the last time. */
final class WatchedKeys extends URLBasedJWKSetSource<SecurityContext> {

    private volatile boolean readable;

    WatchedKeys(URL keys, ResourceRetriever reader) {
        super(keys, reader);
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = super.getJWKSet(refresh, now, context);
            readable = true;
            return keys;
        } catch (KeySourceException unreadable) {
            readable = false;
            throw unreadable;
        }
    }

    /** False before the first time. */
    boolean isReadable() {
        return readable;
    }
}
