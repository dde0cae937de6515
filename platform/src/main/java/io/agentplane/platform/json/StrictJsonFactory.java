package io.agentplane.platform.json;

import java.io.DataInput;
import java.io.InputStream;
import java.io.Reader;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes the parsers of all JSON in a service. What strangers send is looked at token by token, wherever it is read; that
 * is what a mapper reads which detects members that are given twice. What was stored before is read as it is. JSON is
 * UTF-8 (RFC 8259, section 8.1); nothing else is guessed.
 */
final class StrictJsonFactory extends JsonFactory {

    private static final long serialVersionUID = 1;

    StrictJsonFactory() {
        super(JsonFactory.builder().disable(TokenStreamFactory.Feature.CHARSET_DETECTION));
    }

    private static JsonParser looking(ObjectReadContext context, JsonParser parser) {
        return StreamReadFeature.STRICT_DUPLICATE_DETECTION.enabledIn(context.getStreamReadFeatures(0))
                ? new StrictParser(parser)
                : new ExactParser(parser);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext context, IOContext io, InputStream in) {
        return looking(context, super._createParser(context, io, in));
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext context, IOContext io, Reader reader) {
        return looking(context, super._createParser(context, io, reader));
    }

    @Override
    protected JsonParser _createParser(
            ObjectReadContext context, IOContext io, char[] text, int offset, int length, boolean recyclable) {
        return looking(context, super._createParser(context, io, text, offset, length, recyclable));
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext context, IOContext io, byte[] text, int offset, int length) {
        return looking(context, super._createParser(context, io, text, offset, length));
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext context, IOContext io, DataInput in) {
        return looking(context, super._createParser(context, io, in));
    }
}
