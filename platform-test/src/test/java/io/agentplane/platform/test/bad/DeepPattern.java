package io.agentplane.platform.test.bad;

import java.util.regex.Pattern;

/** Its pattern calls itself for each character. */
public final class DeepPattern {

    static final Pattern WORDS = Pattern.compile("(?:[a-z]|/(?!/))*");

    private DeepPattern() {}
}
