package io.agentplane.platform.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * What all operations have in common, declared once and referred to: the namespace, the headers of changes that must not be
 * done twice or over those of others, and the headers of answers.
 */
final class Conventions implements OpenApiCustomizer {

    private static final String NAMESPACE = "Namespace";
    private static final String TRACEPARENT = "Traceparent";

    private static final String LAST_EVENT_ID = "LastEventId";

    static final Parameter IDEMPOTENCY_KEY = reference("IdempotencyKey");
    static final Parameter IF_MATCH = reference("IfMatch");
    static final Parameter OPTIONAL_IF_MATCH = reference("OptionalIfMatch");

    /** Descriptions used where the code gives none of its own. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "limit", "How many entries the page has at most; it may end earlier, as it has at most 1 MiB",
            "cursor", "The `nextCursor` of the page before; left out for the first page");

    private static final Map<String, String> PROPERTIES = Map.of(
            "items", "The entries of this page",
            "nextCursor", "Where the next page begins: its `cursor`. Absent on the last page",
            "revision", "Counts the changes of the resource, from 1; it is the resource's `ETag`",
            "createdAt", "When it was made",
            "updatedAt", "When it was changed last");

    @Override
    public void customise(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        Components components = Objects.requireNonNullElseGet(document.getComponents(), Components::new);
        document.components(components);
        declare(components);
        if (components.getSchemas() != null) {
            components.getSchemas().values().forEach(schema -> {
                describeProperties(schema);
                DurationForm.tell(schema);
            });
        }
        document.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    operation.parameters(parameters(operation));
                    if (operation.getRequestBody() != null
                            && operation.getRequestBody().getContent() != null) {
                        operation.getRequestBody().getContent().values().forEach(Conventions::neverNull);
                    }
                    boolean isFound = isReadBelow(document.getPaths(), path);
                    operation
                            .getResponses()
                            .forEach((status, response) -> headers(components, status, response, isFound));
                }));
    }

    private static void declare(Components components) {
        components
                .addParameters(
                        NAMESPACE,
                        new Parameter()
                                .in("query")
                                .name("namespace")
                                .description(
                                        "The namespace that the call is about; the caller's own when it is left out. "
                                                + "One in which the caller has no role answers 404.")
                                .schema(new StringSchema().minLength(1).maxLength(100)))
                .addParameters(
                        TRACEPARENT,
                        new Parameter()
                                .in("header")
                                .name("traceparent")
                                .description(
                                        "Continues the caller's trace (W3C Trace Context); without one a new trace "
                                                + "begins. Problems name it as `traceId`.")
                                .schema(new StringSchema().pattern("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")))
                .addParameters(
                        "IdempotencyKey",
                        new Parameter()
                                .in("header")
                                .name("Idempotency-Key")
                                .description("A key of your choice, new for each thing to be done: 1 to 200 printable "
                                        + "ASCII characters, no blank at either end. The same request with the same "
                                        + "key within 24 hours is not done again and gets the first answer; another "
                                        + "request with it is refused with 422 `idempotency-key-reused`, and one whose "
                                        + "first is still being answered with 409 `conflict`.")
                                .schema(new StringSchema()
                                        .minLength(1)
                                        .maxLength(200)
                                        .pattern("^[!-~]([ -~]{0,198}[!-~])?$")))
                .addParameters(
                        "IfMatch",
                        ifMatch(
                                        "; `\"0\"` for what does not exist yet. Refused with 412 `revision-stale` when somebody "
                                                + "else's change came first, and with 428 `revision-required` when it is missing.")
                                .required(true))
                .addParameters(
                        "OptionalIfMatch",
                        ifMatch("; when it is sent, the call is refused with 412 `revision-stale` if somebody else's "
                                + "change came first"))
                .addParameters(
                        LAST_EVENT_ID,
                        new Parameter()
                                .in("header")
                                .name("Last-Event-ID")
                                .description(
                                        "The `id` of the last event that was received; the stream goes on behind it. "
                                                + "Without one it begins now.")
                                .schema(new StringSchema().pattern("^[0-9]+-[0-9]+$")))
                .addHeaders(
                        "ETag",
                        new Header()
                                .description("The resource's revision, for `If-Match`")
                                .schema(new StringSchema()))
                .addHeaders(
                        "Location",
                        new Header()
                                .description("Where the new resource is, below the same host")
                                .schema(new StringSchema().format("uri-reference")));
    }

    private static Parameter ifMatch(String otherwise) {
        return new Parameter()
                .in("header")
                .name("If-Match")
                .description("The `ETag` that was read, with its quotes, as in `\"3\"`" + otherwise)
                .schema(new StringSchema().pattern("^\"(0|[1-9][0-9]*)\"$"));
    }

    private static List<Parameter> parameters(Operation operation) {
        List<Parameter> all = new ArrayList<>();
        for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            all.add("Last-Event-ID".equals(parameter.getName()) ? reference(LAST_EVENT_ID) : described(parameter));
        }
        all.add(reference(NAMESPACE));
        all.add(reference(TRACEPARENT));
        return all;
    }

    /** That a map's values may be null makes springdoc believe it of the map. */
    private static void neverNull(MediaType media) {
        Schema<?> schema = media.getSchema();
        if (schema != null && schema.getTypes() != null && schema.getTypes().size() > 1) {
            schema.getTypes().remove("null");
        }
    }

    private static Parameter described(Parameter parameter) {
        DurationForm.tellOfText(parameter.getSchema());
        if (parameter.getSchema() != null && parameter.getSchema().getDefault() instanceof Duration left) {
            parameter.schema(new StringSchema().pattern(DurationForm.PATTERN)._default(left.toString()));
        }
        Schema<?> schema = parameter.getSchema();
        if (schema != null
                && "query".equals(parameter.getIn())
                && (schema.getMinLength() == null || schema.getMinLength() == 0)
                && schema.getMaxLength() != null) {
            // A parameter without a value is refused.
            schema.setMinLength(1);
        }
        return parameter.get$ref() == null && parameter.getDescription() == null
                ? parameter.description(PARAMETERS.get(parameter.getName()))
                : parameter;
    }

    private static void describeProperties(Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (property.getDescription() == null && property.get$ref() == null) {
                    property.setDescription(PROPERTIES.get(name));
                }
            });
        }
    }

    private static Parameter reference(String name) {
        return new Parameter().$ref("#/components/parameters/" + name);
    }

    /** What is created says where it is, unless it is many things, and what has a revision is answered with it, see {@code RevisionTags}. */
    private static void headers(Components components, String status, ApiResponse response, boolean isFound) {
        words(components, status, response);
        if (status.equals("201") && isFound && !has(components, response, "items")) {
            response.addHeaderObject("Location", new Header().$ref("#/components/headers/Location"));
        }
        if (status.startsWith("2") && has(components, response, "revision")) {
            response.addHeaderObject("ETag", new Header().$ref("#/components/headers/ETag"));
        }
    }

    /** The first sentence of what is told of the thing, in place of the status' own name. */
    private static void words(Components components, String status, ApiResponse response) {
        if (status.equals("204")) {
            response.description("Done; no content");
        } else if (status.startsWith("2") && response.getContent() != null) {
            for (MediaType media : response.getContent().values()) {
                Schema<?> schema = resolved(components, media.getSchema());
                Schema<?> entry = schema == null ? null : resolved(components, schema.getItems());
                if (entry != null && entry.getDescription() != null) {
                    response.description("A list. Each entry: " + firstWords(entry.getDescription()));
                } else if (schema != null && schema.getDescription() != null) {
                    response.description(firstWords(schema.getDescription()));
                }
            }
        }
    }

    private static String firstWords(String description) {
        return description.split("(?<=[.:;])\\s", 2)[0].replaceAll("[.:;]$", "");
    }

    /** Whether what is made in a collection can be read: some things can only be deleted. */
    private static boolean isReadBelow(Paths paths, String collection) {
        Pattern below = Pattern.compile(Pattern.quote(collection) + "/\\{[a-zA-Z]+}");
        return paths.entrySet().stream()
                .noneMatch(path -> below.matcher(path.getKey()).matches()
                        && path.getValue().getGet() == null);
    }

    private static boolean has(Components components, ApiResponse response, String property) {
        return response.getContent() != null
                && response.getContent().values().stream()
                        .map(media -> resolved(components, media.getSchema()))
                        .anyMatch(schema -> schema != null
                                && schema.getProperties() != null
                                && schema.getProperties().containsKey(property));
    }

    private static @Nullable Schema<?> resolved(Components components, @Nullable Schema<?> schema) {
        if (schema == null || schema.get$ref() == null) {
            return schema;
        }
        Map<String, Schema> schemas = Objects.requireNonNullElseGet(components.getSchemas(), TreeMap::new);
        return schemas.get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
    }
}
