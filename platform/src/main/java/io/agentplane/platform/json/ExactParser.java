package io.agentplane.platform.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Keeps all digits of a number where any type will do. Jackson would take the nearest double, as which
 * {@code 9007199254740993.0} and {@code 9007199254740992.0} are the same.
 */
class ExactParser extends JsonParserDelegate {

    ExactParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public NumberTypeFP getNumberTypeFP() {
        return currentToken() == JsonToken.VALUE_NUMBER_FLOAT && !isWrittenByADouble(getDecimalValue())
                ? NumberTypeFP.BIG_DECIMAL
                : super.getNumberTypeFP();
    }

    private static boolean isWrittenByADouble(BigDecimal number) {
        double near = number.doubleValue();
        return Double.isFinite(near) && BigDecimal.valueOf(near).compareTo(number) == 0;
    }
}
