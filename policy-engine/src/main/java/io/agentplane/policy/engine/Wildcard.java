package io.agentplane.policy.engine;

import java.util.List;

/**
 * A pattern in which each {@code *} stands for any characters, or none.
 *
 * @param parts what stands between the stars, in order; a single one when there is no star
 * @param longest the length of the longest part
 */
record Wildcard(List<String> parts, int longest) {

    /** A step of an allowance pays for so many comparisons of two characters. */
    private static final int COMPARISONS_PER_STEP = 64;

    static boolean isIn(String text) {
        return text.indexOf('*') >= 0;
    }

    static Wildcard parse(String pattern) {
        List<String> parts = List.of(pattern.split("\\*", -1));
        return new Wildcard(parts, parts.stream().mapToInt(String::length).max().orElse(0));
    }

    boolean isLiteral() {
        return parts.size() == 1;
    }

    /** What every match begins with. */
    String prefix() {
        return parts.getFirst();
    }

    /**
     * What it costs at most to match this text: each of its places is compared with all of one part, the one looked for
     * there.
     */
    long steps(String text) {
        return 1 + ((long) text.length() * longest + parts.size()) / COMPARISONS_PER_STEP;
    }

    /** Takes each part where it is found first, which leaves the most for those that follow. */
    boolean matches(String text) {
        if (isLiteral()) {
            return text.equals(prefix());
        }
        String suffix = parts.getLast();
        int end = text.length() - suffix.length();
        if (end < prefix().length() || !text.startsWith(prefix()) || !text.endsWith(suffix)) {
            return false;
        }
        int from = prefix().length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, from);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }
}
