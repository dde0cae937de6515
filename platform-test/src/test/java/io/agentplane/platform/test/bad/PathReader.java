package io.agentplane.platform.test.bad;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Decodes what comes in as it likes. */
public final class PathReader {

    public UnaryOperator<String> reading() {
        return path -> URLDecoder.decode(path, StandardCharsets.UTF_8);
    }
}
