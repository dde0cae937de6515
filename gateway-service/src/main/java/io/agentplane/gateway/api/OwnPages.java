package io.agentplane.gateway.api;

import io.agentplane.gateway.api.StaticPage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway serves from its own resources: the document of the whole API, Swagger UI, and a page to begin with. */
final class OwnPages {

    private static final String FOLDER = "pages/";
    private static final String HTML = "text/html;charset=utf-8";
    private static final String CSS = "text/css;charset=utf-8";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String SVG = "image/svg+xml";

    /** Where Swagger UI's own files are, and which version they have. */
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";

    private static final String WEBJAR_VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /**
     * Swagger UI shows icons from its style sheet, and calls the API. Its scripts set styles through the DOM, which the
     * policy allows.
     */
    private static final String OF_SWAGGER_UI = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private OwnPages() {}

    /** @param isReady whether calls are answered now */
    static Map<String, StaticPage> byPath(String version, BooleanSupplier isReady, JsonMapper json) {
        Map<String, StaticPage> pages = new HashMap<>(swaggerUi());
        String start = text(FOLDER + "index.html").replace("{version}", version);
        pages.put(
                "/",
                plain(
                        HTML,
                        () -> content(start.replace(
                                "{state}",
                                isReady.getAsBoolean()
                                        ? "It is ready for calls."
                                        : "It is starting and doesn't take calls yet."))));
        StaticPage icon = plain(SVG, once(FOLDER + "favicon.svg"));
        pages.put("/favicon.svg", icon);
        pages.put("/favicon.ico", icon);
        pages.put("/agentplane.css", plain(CSS, once(FOLDER + "agentplane.css")));
        String document = text("openapi.yaml");
        pages.put(
                "/v3/api-docs",
                plain(
                        "application/json",
                        SingletonSupplier.of(() -> Content.of(json.writeValueAsBytes(new Yaml().load(document))))));
        pages.put("/v3/api-docs.yaml", plain("application/yaml", once("openapi.yaml")));
        return Map.copyOf(pages);
    }

    static StaticPage unknown() {
        return new StaticPage(404, HTML, StaticPage.PLAIN, once(FOLDER + "unknown.html"));
    }

    private static Map<String, StaticPage> swaggerUi() {
        Map<String, StaticPage> pages = new HashMap<>();
        StaticPage page = ofSwaggerUi(HTML, FOLDER + "swagger-ui.html");
        pages.put("/swagger-ui.html", page);
        pages.put("/swagger-ui/", page);
        pages.put("/swagger-ui/index.html", page);
        pages.put("/swagger-ui/start.js", ofSwaggerUi(SCRIPT, FOLDER + "swagger-ui.js"));
        pages.put("/swagger-ui/ours.css", ofSwaggerUi(CSS, FOLDER + "swagger-ui.css"));
        String webjar = WEBJAR + webjarVersion() + "/";
        List.of("swagger-ui-bundle.js", "swagger-ui-standalone-preset.js")
                .forEach(script -> pages.put("/swagger-ui/" + script, ofSwaggerUi(SCRIPT, webjar + script)));
        pages.put("/swagger-ui/swagger-ui.css", ofSwaggerUi(CSS, webjar + "swagger-ui.css"));
        return pages;
    }

    private static String webjarVersion() {
        Properties properties = new Properties();
        try (InputStream stream = resource(WEBJAR_VERSION)) {
            properties.load(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version");
    }

    private static StaticPage ofSwaggerUi(String type, String resource) {
        return new StaticPage(200, type, OF_SWAGGER_UI, once(resource));
    }

    private static StaticPage plain(String type, Supplier<Content> content) {
        return new StaticPage(200, type, StaticPage.PLAIN, content);
    }

    /** Read by few, so nobody waits for it at a start. */
    private static Supplier<Content> once(String resource) {
        return SingletonSupplier.of(() -> Content.of(read(resource)));
    }

    private static String text(String resource) {
        return new String(read(resource), StandardCharsets.UTF_8);
    }

    private static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(String resource) {
        try (InputStream stream = resource(resource)) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(OwnPages.class.getResourceAsStream(name), name);
    }
}
