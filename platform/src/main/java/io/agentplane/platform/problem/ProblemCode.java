package io.agentplane.platform.problem;

import java.util.Locale;

/**
 * One way in which a service says no. Each feature lists its own in one package-private enum; the constant's name in
 * kebab case is the code on the wire, and every constant is listed in the service's OpenAPI document.
 */
public interface ProblemCode {

    /** The enum constant's name. */
    String name();

    ProblemKind kind();

    /** The code on the wire, such as {@code agent-not-found}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A short sentence that stays the same for every occurrence, such as {@code Agent not found}. */
    default String title() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The refusal to throw; {@code detail} tells the caller what to change and repeats none of the input. */
    default DomainException because(String detail) {
        return new DomainException(this, detail);
    }
}
