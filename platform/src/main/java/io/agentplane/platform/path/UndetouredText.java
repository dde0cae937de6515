package io.agentplane.platform.path;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text that leads nowhere else and has one spelling for whoever decodes it or drops its blanks: nothing in it is an
 * escape, no part between its slashes is empty, and no step is hidden in signs that some reader takes for slashes or dots.
 */
public final class UndetouredText implements ConstraintValidator<Undetoured, String> {

    private static final AddressableText SPELLING = new AddressableText();

    private static final Pattern PLAIN = Pattern.compile("(?:[!-~&&[^%&./:\\\\]]|/(?!/))*+");

    /** Escapes of URLs, characters of HTML (three of the old names without their semicolon, too), and the other slash. */
    private static final Pattern ESCAPE =
            Pattern.compile("[%\\\\]|&(?:#|\\p{Alpha}\\p{Alnum}*;|(?:amp|AMP|nbsp|shy)(?![=\\p{Alnum}]))");

    /**
     * A scheme (of two letters at least, as one is a drive) has its two slashes, a file's three; else no part before a query is
     * empty, or begins or ends with a blank.
     */
    private static final Pattern WHOLE_PARTS = Pattern.compile("(?:(?:file:///|\\p{Alpha}[\\p{Alnum}+.:-]+://)(?!/))?"
            + "(?!\\p{Alpha}[\\p{Alnum}+.-]+:/)(?:[^/ ?#]|/(?![/ ])| +(?![/ ]))*+(?:[?#].*)?");

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
                && !ESCAPE.matcher(folded).find()
                && WHOLE_PARTS.matcher(folded).matches()
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
