package io.agentplane.config.configuration;

import java.util.Map;

/**
 * The values that one scope sets, as of one revision.
 *
 * @param revision 0 when the scope has never set any
 */
record Layer(long revision, Map<String, Object> values) {

    static final Layer NONE = new Layer(0, Map.of());
}
