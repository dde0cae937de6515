package io.agentplane.platform.json;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that no configuration bends, for what has to stay the same for good: digests and the names of constants. It is not
 * for what is read again, which is {@link StoredJson}.
 */
public final class PlainJson {

    private static final ObjectWriter WRITER = JsonMapper.shared().writer();

    private PlainJson() {}

    public static ObjectWriter writer() {
        return WRITER;
    }
}
