package io.agentplane.policy.engine.expression;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns may ignore case. To do so RE2J goes from a character to its other cases until it is back, and where the JDK
 * knows an upper case that has another lower case, such as for U+1C80, it goes round for ever. So a pattern that ignores case
 * names only characters whose cases lead back. Whatever RE2J makes of the pattern, such as in brackets or quoted, what could
 * name a character is taken for naming it.
 */
final class FoldingRules {

    /** Turns on ignoring case, as in {@code (?i)} and {@code (?s-i:}; also where it is quoted and turns on nothing. */
    private static final Pattern IGNORING_CASE = Pattern.compile("\\(\\?[imsU-]*i");

    /** Turns off whatever flags, ignoring case perhaps among them. */
    private static final Pattern HEEDING_CASE = Pattern.compile("\\(\\?[imsU]*-");

    /** {@code \x41}, {@code \x{1c80}}, {@code \101}; also where the backslash is itself escaped. */
    private static final Pattern NUMBERED = Pattern.compile("\\\\[x0-7]");

    /** Characters of which RE2J itself knows more than two cases, or none though the JDK does; these lead back. */
    private static final String KNOWN_TO_RE2J =
            "KSks\u00b5\u00c5\u00df\u00e5\u0130\u0131\u017f\u01c4\u01c5\u01c6\u01c7\u01c8\u01c9\u01ca"
                    + "\u01cb\u01cc\u01f1\u01f2\u01f3\u0345\u0392\u0395\u0398\u0399\u039a\u039c\u03a0\u03a1\u03a3"
                    + "\u03a6\u03a9\u03b2\u03b5\u03b8\u03b9\u03ba\u03bc\u03c0\u03c1\u03c2\u03c3\u03c6\u03c9\u03d0"
                    + "\u03d1\u03d5\u03d6\u03f0\u03f1\u03f4\u03f5\u1e60\u1e61\u1e9b\u1e9e\u1fbe\u2126\u212a\u212b";

    private static final NavigableSet<Integer> ENDLESS = endless();

    private FoldingRules() {}

    /** What is wrong with a pattern, if anything is. */
    static Optional<String> fault(String pattern) {
        return ignoresCase(pattern) ? Optional.ofNullable(faultIgnoringCase(pattern)) : Optional.empty();
    }

    static boolean ignoresCase(String pattern) {
        return IGNORING_CASE.matcher(pattern).find();
    }

    /** Whether it does from its first character to its last. */
    static boolean ignoresCaseThroughout(String pattern) {
        return pattern.startsWith("(?i)") && !HEEDING_CASE.matcher(pattern).find();
    }

    private static @Nullable String faultIgnoringCase(String pattern) {
        Matcher numbered = NUMBERED.matcher(pattern);
        if (numbered.find()) {
            return "a pattern that ignores case names characters by themselves, not by number (%s)"
                    .formatted(numbered.group());
        }
        int before = Character.MAX_CODE_POINT;
        int beforeDash = Character.MAX_CODE_POINT;
        for (int character : pattern.codePoints().toArray()) {
            // Where it isn't a range, this asks for too much of those whose order happens to be that of a range.
            Integer endless = ENDLESS.ceiling(Math.min(beforeDash, character));
            if (endless != null && endless <= character) {
                return "a pattern can't ignore the case of %s; leave it out, or name its cases without (?i)"
                        .formatted("U+%04X".formatted(endless));
            }
            beforeDash = character == '-' ? before : Character.MAX_CODE_POINT;
            before = character;
        }
        return null;
    }

    private static NavigableSet<Integer> endless() {
        NavigableSet<Integer> endless = new TreeSet<>();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (!leadsBack(character)) {
                endless.add(character);
            }
        }
        return endless;
    }

    private static boolean leadsBack(int character) {
        int other = otherCase(character);
        return isKnownToRe2j(character)
                || other == character
                || (!isKnownToRe2j(other) && otherCase(other) == character);
    }

    private static boolean isKnownToRe2j(int character) {
        return KNOWN_TO_RE2J.indexOf(character) >= 0;
    }

    /** As RE2J goes on from a character that it has no entry of its own for. */
    private static int otherCase(int character) {
        int lower = Character.toLowerCase(character);
        return lower == character ? Character.toUpperCase(character) : lower;
    }
}
