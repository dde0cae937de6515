package io.agentplane.platform.path;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text that leads nowhere else and has one spelling, whoever decodes it, folds its letters or drops its blanks:
 * nothing in it is an escape, or is read as a slash of either kind, a dot or an escape by some reader.
 */
public final class UndetouredText implements ConstraintValidator<Undetoured, String> {

    private static final AddressableText SPELLING = new AddressableText();

    private static final Pattern PLAIN = Pattern.compile("(?:[!-~&&[^%&./\\\\]]|/(?!/))*");

    /**
     * Escapes of URLs and of HTML (the older ones end without a semicolon), the other slash, and segments without a name
     * behind a scheme's own slashes.
     */
    private static final Pattern SECOND_SPELLING = Pattern.compile(
            "[%\\\\]" + "|&(?:#|\\p{Alpha}\\p{Alnum}+(?![=\\p{Alnum}]))" + "|(?<!^\\p{Alpha}[\\p{Alnum}+.-]{0,30}:)//");

    /** Slashes and percent signs of other uses, which some character sets have no other sign for. */
    private static final Pattern LOOK_ALIKE = Pattern.compile(
            "[\\u066a\\u2041\\u2044\\u2215\\u2216\\u2571\\u2572\\u27cb\\u27cd\\u29f5\\u29f8\\u29f9\\u3033]");

    private static final String SIGNS = "/\\.%&";

    /** The full stop of ideographs, and signs that older character sets have in the backslash's place. */
    private static final String READ_AS_SIGNS = "\u3002\u00a5\u20a9";

    private static final String SIGNS_READ = ".//";

    /** A parameter of a segment ({@code ..;a}), a query and a fragment end a step too. */
    private static final Pattern STEP = Pattern.compile("(?:^|/)\\.{1,2}(?=$|[;?#/])");

    @Override
    public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
        return text == null || PLAIN.matcher(text).matches() || SPELLING.isValid(text, context) && isReadInOneWay(text);
    }

    private static boolean isReadInOneWay(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return !LOOK_ALIKE.matcher(text).find()
                && signs(folded) == signs(text)
                && !SECOND_SPELLING.matcher(folded).find()
                && !STEP.matcher(asSomeRead(folded)).find();
    }

    private static long signs(String text) {
        return text.chars().filter(character -> SIGNS.indexOf(character) >= 0).count();
    }

    private static String asSomeRead(String text) {
        String read = text.replace(" ", "");
        for (int index = 0; index < READ_AS_SIGNS.length(); index++) {
            read = read.replace(READ_AS_SIGNS.charAt(index), SIGNS_READ.charAt(index));
        }
        return read;
    }
}
