package io.agentplane.platform.schema;

/** The service can't start, because its database is away or not laid out; the message is the sentence that says why. */
public final class SchemaNotUsableException extends RuntimeException {

    SchemaNotUsableException(String sentence) {
        super(sentence);
    }
}
