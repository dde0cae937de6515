package io.agentplane.local.state;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Properties;
import java.util.stream.Collectors;

/** Properties as the text of a file. */
public final class PropertyFile {

    private static final String COMMENT = "#";

    private PropertyFile() {}

    /** The same for the same properties: in order, and without the time that Java would write into it. */
    public static String text(Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith(COMMENT))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
