package io.agentplane.gateway.access;

import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.TokenIssuer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who is calling and vouches for them. */
@Component
public class Access {

    private static final String BEARER = "Bearer ";

    private final AccessBook book;
    private final StateReplay replay;
    private final TokenIssuer tokens;

    Access(AccessBook book, StateReplay accessReplay, TokenIssuer tokens) {
        this.book = book;
        this.replay = accessReplay;
        this.tokens = tokens;
    }

    /** False until all rights have been read once; before that nobody is let in. */
    public boolean isReady() {
        return replay.isCaughtUp();
    }

    /**
     * Who holds the key that a request was sent with.
     *
     * @param authorization the Authorization header, of the form {@code Bearer ap_...}
     * @param apiKey the X-API-Key header, for clients that can't set the other
     */
    public Optional<Principal> authenticate(@Nullable String authorization, @Nullable String apiKey) {
        if (apiKey != null) {
            return book.holderOf(apiKey);
        }
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return book.holderOf(authorization.substring(BEARER.length()).strip());
        }
        return Optional.empty();
    }

    /** The Authorization header that vouches for a caller in a namespace. */
    public String vouchFor(Principal caller, String namespace) {
        return BEARER + tokens.tokenFor(new Caller(caller.id(), caller.name(), namespace, caller.permissions()));
    }
}
