package io.agentplane.platform.problem;

import java.util.Map;

/** What browsers are told of answers that are data: to take them for nothing else, show them nowhere and keep none. */
public final class SafeAnswers {

    /** The policy of Content Security Policy Level 3 by which a document may load and do nothing. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** For whoever answers without Spring Security, which sets the same. */
    static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cache-Control", "no-store",
            "Content-Security-Policy", CONTENT_SECURITY_POLICY);

    private SafeAnswers() {}
}
