package io.agentplane.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway serves from its own resources: the document of the whole API, and a page to begin with. */
final class OwnPages {

    private static final String FOLDER = "pages/";
    private static final String HTML = "text/html;charset=utf-8";
    private static final String SVG = "image/svg+xml";

    private OwnPages() {}

    /** @param isReady whether calls are answered now */
    static Map<String, StaticPage> byPath(String version, BooleanSupplier isReady, JsonMapper json) {
        String start = read(FOLDER + "index.html").replace("{version}", version);
        Supplier<String> index = () -> start.replace(
                "{state}",
                isReady.getAsBoolean() ? "It is ready for calls." : "It is starting and doesn't take calls yet.");
        String icon = read(FOLDER + "favicon.svg");
        String style = read(FOLDER + "agentplane.css");
        String document = read("openapi.yaml");
        // Read by few, so nobody waits for it at a start.
        Supplier<String> asJson = SingletonSupplier.of(() -> json.writeValueAsString(new Yaml().load(document)));
        return Map.of(
                "/", ok(HTML, index),
                "/favicon.svg", ok(SVG, () -> icon),
                "/favicon.ico", ok(SVG, () -> icon),
                "/agentplane.css", ok("text/css;charset=utf-8", () -> style),
                "/v3/api-docs", ok("application/json", asJson),
                "/v3/api-docs.yaml", ok("application/yaml", () -> document));
    }

    static StaticPage unknown() {
        String page = read(FOLDER + "unknown.html");
        return new StaticPage(404, HTML, () -> page);
    }

    private static StaticPage ok(String type, Supplier<String> text) {
        return new StaticPage(200, type, text);
    }

    private static String read(String resource) {
        try (InputStream stream = OwnPages.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
