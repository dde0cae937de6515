package io.agentplane.platform.problem;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Lists every problem code on the class path in the OpenAPI document, and says that any call may answer with one. */
final class ProblemCatalogue implements OpenApiCustomizer {

    private static final String SCHEMA = "Problem";

    @Override
    public void customise(OpenAPI document) {
        if (document.getComponents() == null || document.getPaths() == null) {
            return;
        }
        document.getComponents().getSchemas().remove("ProblemDetail");
        document.getComponents().addSchemas(SCHEMA, schema());
        ApiResponse refusal = new ApiResponse()
                .description("Refused; `code` says why")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + SCHEMA))));
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> operation.getResponses().setDefault(refusal));
    }

    /** Every code that this service can answer with, sorted. */
    static List<String> codes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ProblemCode.class));
        return scanner.findCandidateComponents("io.agentplane").stream()
                .map(found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
                .flatMap(type -> Stream.ofNullable(type.getEnumConstants()))
                .flatMap(Stream::of)
                .map(constant -> ((ProblemCode) constant).code())
                .distinct()
                .sorted()
                .toList();
    }

    private static Schema<?> schema() {
        Schema<?> fault =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        StringSchema code = new StringSchema();
        code.setEnum(codes());
        return new ObjectSchema()
                .description("RFC 9457 problem document")
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty("code", code)
                .addProperty("traceId", new StringSchema())
                .addProperty("errors", new ArraySchema().items(fault));
    }
}
