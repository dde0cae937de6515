package io.agentplane.platform.path;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for {@code .} and {@code ..} between slashes of both kinds. Some readers decode a text, once or more, some fold wide
 * letters, and some drop invisible characters. It looks at the text as the most eager of them reads it.
 */
public final class UndetouredText implements ConstraintValidator<Undetoured, String> {

    /** As often as any reader decodes one after another, and once more. */
    private static final int MAX_DECODINGS = 5;

    private static final AddressableText SPELLING = new AddressableText();

    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^%.\\\\]]*");

    /** A parameter of a segment ({@code ..;a}), a query and a fragment end a step too. */
    private static final Pattern STEP = Pattern.compile("(?:^|[/\\\\])\\.{1,2}(?=$|[;?#/\\\\])");

    private static final Pattern OCTETS = Pattern.compile("(?:%\\p{XDigit}{2})+");
    private static final Pattern UNICODE = Pattern.compile("%u(\\p{XDigit}{4})");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Z}]|" + AddressableText.IGNORABLE);

    /** Dots and slashes in more octets than UTF-8 gives them. */
    private static final Map<String, String> OVERLONG = Map.of(
            "(?i)%c0%ae|%e0%80%ae|%f0%80%80%ae", ".",
            "(?i)%c0%af|%e0%80%af|%f0%80%80%af", "/",
            "(?i)%c1%9c|%e0%81%9c", "\\\\");

    @Override
    public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
        return text == null
                || PLAIN.matcher(text).matches()
                || (SPELLING.isValid(text, context)
                        && !STEP.matcher(asReadMostEagerly(text)).find());
    }

    private static String asReadMostEagerly(String text) {
        String read = text;
        for (int times = 0; times < MAX_DECODINGS && read.indexOf('%') >= 0; times++) {
            read = decoded(read);
        }
        return UNSEEN.matcher(Normalizer.normalize(read, Normalizer.Form.NFKC)).replaceAll("");
    }

    private static String decoded(String text) {
        String read = UNICODE.matcher(text)
                .replaceAll(
                        code -> Matcher.quoteReplacement(Character.toString(HexFormat.fromHexDigits(code.group(1)))));
        for (Map.Entry<String, String> form : OVERLONG.entrySet()) {
            read = read.replaceAll(form.getKey(), form.getValue());
        }
        return OCTETS.matcher(read)
                .replaceAll(octets -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(octets.group().replace("%", "")), StandardCharsets.UTF_8)));
    }
}
