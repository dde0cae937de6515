package io.agentplane.platform.path;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what can stand in one segment of a path so that every client and every server reads it alike. */
public final class AddressableText implements ConstraintValidator<Addressable, String> {

    /** Fillers of Hangul, and the Braille pattern without dots. */
    private static final String LETTERS_WITHOUT_INK = "\u115f\u1160\u3164\uffa0\u2800";

    /**
     * What Unicode has ignored in shows by default, zero widths and directions among it, blanks but the usual one, signs without
     * ink, and what is no character: two names would look like one.
     */
    static final Pattern IGNORABLE =
            Pattern.compile("[\\p{Cf}\\p{Zs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2065\\u2800\\u3164"
                    + "\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufff8\\ufffc\\x{16fe4}\\x{1d159}\\x{e0000}-\\x{e0fff}"
                    + "&&[^ ]]");

    /** The last two of each plane are no characters. */
    private static final int NO_CHARACTERS = 0xfffe;

    @Override
    public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
        return text == null || isAddressable(text) && isUnlikeOthers(text);
    }

    /** More than a path asks for: of two names that look like one, one is none. */
    private static boolean isUnlikeOthers(String text) {
        return !IGNORABLE.matcher(text).find()
                && text.codePoints().noneMatch(codePoint -> (codePoint & NO_CHARACTERS) == NO_CHARACTERS)
                && Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    static boolean isAddressable(String text) {
        return !isStep(text)
                && !isInvisible(text.codePointAt(0))
                && Character.getType(text.codePointAt(0)) != Character.NON_SPACING_MARK
                && !isInvisible(text.codePointBefore(text.length()))
                && text.codePoints().noneMatch(AddressableText::isForbidden);
    }

    /** Whether a text says in a path where to go from here, and so names nothing. */
    static boolean isStep(String text) {
        return text.isEmpty() || text.equals(".") || text.equals("..");
    }

    /** Half a surrogate pair has no UTF-8; lines and controls get lost or changed on the way. */
    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    /** Blanks of every width, zero included: clients trim some of them, and nobody sees any of them. */
    private static boolean isInvisible(int codePoint) {
        return LETTERS_WITHOUT_INK.indexOf(codePoint) >= 0
                || Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }
}
