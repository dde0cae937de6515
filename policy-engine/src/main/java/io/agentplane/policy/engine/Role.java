package io.agentplane.policy.engine;

import java.util.regex.Pattern;

/** How the role of an agent is written: in capitals. */
public final class Role {

    /** The rule that a refusal names. */
    static final String RULE = "must be a role, such as GUARDIAN, without wildcards";

    private static final Pattern FORM = Pattern.compile("[A-Z_]*");

    private Role() {}

    /** Whether roles may have this text in them. */
    public static boolean isPart(String text) {
        return FORM.matcher(text).matches();
    }
}
