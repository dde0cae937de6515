package io.agentplane.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class RestGuideTests {

    private static final Path GUIDE = Path.of("..", "docs", "guides", "rest-api.md");
    private static final String BEGIN = "<!-- codes: made from the code -->\n";
    private static final String END = "<!-- codes end -->";
    private static final Pattern LINE = Pattern.compile("- `([a-z-]+)`: (.*)");

    @Test
    void namesEveryCodeWithCauseAndCure() throws IOException {
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        String renewed = guide.substring(0, begin) + table() + guide.substring(guide.indexOf(END));
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(GUIDE, renewed);
        }

        assertThat(Files.readString(GUIDE)).isEqualTo(renewed);
        assertThat(rows()).containsOnlyKeys(codes());
    }

    private static List<String> codes() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Map<String, Map<String, List<String>>>>>>> document =
                new Yaml().load(MergedDocument.yaml());
        return document.get("components")
                .get("schemas")
                .get("Problem")
                .get("properties")
                .get("code")
                .get("x-extensible-enum");
    }

    private static String table() throws IOException {
        return "\n| code | status | cause, and what to do |\n|---|---|---|\n" + String.join("", rows().values()) + "\n";
    }

    /** By code. No operation is answered with {@code method-not-allowed}, since there is none. */
    private static Map<String, String> rows() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> document = new Yaml().load(MergedDocument.yaml());
        Map<String, String> rows = new TreeMap<>();
        rows.put(
                "method-not-allowed",
                "| `method-not-allowed` | 405 | The path does not take this method. "
                        + "The header `Allow` lists those that it takes. |\n");
        document.get("components")
                .get("responses")
                .values()
                .forEach(response -> String.valueOf(response.get("description"))
                        .lines()
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .forEach(line -> rows.put(
                                line.group(1),
                                "| `%s` | %d | %s |\n".formatted(line.group(1), status(response), line.group(2)))));
        return rows;
    }

    private static int status(Map<String, Object> response) {
        Map<?, ?> content = (Map<?, ?>) response.get("content");
        Map<?, ?> media = (Map<?, ?>) content.get("application/problem+json");
        return (Integer) ((Map<?, ?>) media.get("example")).get("status");
    }
}
