package io.agentplane.platform.json;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Refuses what is JSON and still means nothing, or not the same to everyone: halves of surrogate pairs and
 * U+0000, which PostgreSQL keeps nowhere, in texts and names, and numbers that are beyond every double.
 */
final class StrictParser extends ExactParser {

    private static final String TEXT_RULE = "must be Unicode text, without U+0000 or half of a surrogate pair";
    private static final String NUMBER_RULE = "is a number that is too large";
    private static final String SMALL_RULE = "is a number that is too near to zero";
    private static final String LENGTH_RULE = "is a number that is too long";

    private static final String DEPTH_RULE = "is nested deeper than 100 levels";

    /** Deeper JSON overflows the stack of whoever walks through it. */
    private static final int MAX_LEVELS = 100;

    private static final int MAX_NUMBER_LENGTH = 300;

    /** The database writes exponents, of up to 308, out; what it told can be sent again. */
    private static final int MAX_WRITTEN_OUT = 2 * MAX_NUMBER_LENGTH + 100;

    private static final Pattern EXPONENT = Pattern.compile("[eE]");

    /** A zero is one with any exponent, but decimals keep it, and the database can't. */
    private static final Pattern HUGE_EXPONENT = Pattern.compile("[eE][+-]?0*[1-9][0-9]{3}");

    StrictParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() {
        return looked(super.nextToken());
    }

    @Override
    public @Nullable JsonToken nextValue() {
        JsonToken token = nextToken();
        return token == JsonToken.PROPERTY_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable String nextName() {
        String name = super.nextName();
        looked(currentToken());
        return name;
    }

    @Override
    public boolean nextName(SerializableString expected) {
        boolean isThat = super.nextName(expected);
        looked(currentToken());
        return isThat;
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        int match = super.nextNameMatch(matcher);
        looked(currentToken());
        return match;
    }

    @Override
    public JsonParser skipChildren() {
        JsonToken token = currentToken();
        int depth = token != null && token.isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken next = nextToken();
            if (next == null) {
                return this;
            }
            depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
        }
        return this;
    }

    private @Nullable JsonToken looked(@Nullable JsonToken token) {
        if (token == JsonToken.PROPERTY_NAME) {
            requireText(currentName());
        } else if (token == JsonToken.VALUE_STRING) {
            requireText(getString());
        } else if (token != null && token.isNumeric()) {
            requireNumber(token);
        } else if (token != null && token.isStructStart() && streamReadContext().getNestingDepth() > MAX_LEVELS) {
            throw new RefusedTokenException(this, DEPTH_RULE);
        }
        return token;
    }

    private void requireText(@Nullable String text) {
        if (text != null && !isText(text)) {
            throw new RefusedTokenException(this, TEXT_RULE);
        }
    }

    private void requireNumber(JsonToken token) {
        if (getStringLength() > MAX_NUMBER_LENGTH && !isADoubleWrittenOut(getString())) {
            throw new RefusedTokenException(this, LENGTH_RULE);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            String number = getString();
            double value = Double.parseDouble(number);
            if (Double.isInfinite(value)) {
                throw new RefusedTokenException(this, NUMBER_RULE);
            }
            if (value == 0 && (!isZero(number) || HUGE_EXPONENT.matcher(number).find())) {
                throw new RefusedTokenException(this, SMALL_RULE);
            }
        }
    }

    private static boolean isADoubleWrittenOut(String number) {
        return number.length() <= MAX_WRITTEN_OUT
                && !EXPONENT.matcher(number).find()
                && !Double.isInfinite(Double.parseDouble(number));
    }

    private static boolean isZero(String number) {
        return number.chars()
                .takeWhile(character -> character != 'e' && character != 'E')
                .noneMatch(digit -> digit > '0' && digit <= '9');
    }

    private static boolean isText(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == 0) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                boolean isPair = Character.isHighSurrogate(character)
                        && index + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(index + 1));
                if (!isPair) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }
}
