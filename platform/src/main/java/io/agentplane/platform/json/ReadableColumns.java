package io.agentplane.platform.json;

import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;

/**
 * Writes and reads the JSON columns of entities. What could not be read again is not written: one such row would make every
 * list unreadable that it is in.
 */
final class ReadableColumns implements FormatMapper {

    private final FormatMapper columns;

    ReadableColumns(StoredJson json) {
        columns = new Jackson3JsonFormatMapper(json.mapper());
    }

    @Override
    public <T> T fromString(CharSequence json, JavaType<T> type, WrapperOptions options) {
        return columns.fromString(json, type, options);
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        String written = columns.toString(value, type, options);
        columns.fromString(written, type, options);
        return written;
    }
}
