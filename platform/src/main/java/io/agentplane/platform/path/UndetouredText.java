package io.agentplane.platform.path;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text that leads nowhere else however often a reader decodes it, folds its letters or drops its blanks: after
 * one decoding nothing is left that could be decoded or folded into a slash of either kind, a dot or another escape.
 */
public final class UndetouredText implements ConstraintValidator<Undetoured, String> {

    private static final AddressableText SPELLING = new AddressableText();

    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^%&.\\\\]]*");

    /** Escapes of unreserved characters (RFC 3986, section 2.3) and of slashes and percent signs. */
    private static final Pattern NEEDLESS = Pattern.compile("(?i)%(?:2[5def]|3\\d|[46][1-9a-f]|[57][\\da]|5[cf]|7e)");

    private static final String SIGNS = "/\\.%&";
    private static final Pattern HTML = Pattern.compile("&(?:#[\\dxX]|\\p{Alpha}\\p{Alnum}*;)");

    /** Slashes of other uses, which some character sets have no other sign for. */
    private static final Pattern LOOK_ALIKE =
            Pattern.compile("[\\u2041\\u2044\\u2215\\u2216\\u2571\\u2572\\u27cb\\u27cd\\u29f5\\u29f8\\u29f9]");

    /** A parameter of a segment ({@code ..;a}), a query and a fragment end a step too. */
    private static final Pattern STEP = Pattern.compile("(?:^|[/\\\\])\\.{1,2}(?=$|[;?#/\\\\])");

    @Override
    public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
        return text == null
                || PLAIN.matcher(text).matches()
                || (SPELLING.isValid(text, context)
                        && !NEEDLESS.matcher(text).find()
                        && isReadInOneWay(PercentCode.decode(text)));
    }

    private static boolean isReadInOneWay(@Nullable String read) {
        if (read == null
                || !SPELLING.isValid(read, null)
                || LOOK_ALIKE.matcher(read).find()) {
            return false;
        }
        String folded = Normalizer.normalize(read, Normalizer.Form.NFKC);
        return signs(folded) == signs(read)
                && !HTML.matcher(folded).find()
                && !STEP.matcher(folded.replace(" ", "")).find();
    }

    private static long signs(String text) {
        return text.chars().filter(character -> SIGNS.indexOf(character) >= 0).count();
    }
}
