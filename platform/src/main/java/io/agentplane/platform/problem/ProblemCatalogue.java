package io.agentplane.platform.problem;

import com.github.therapi.runtimejavadoc.CommentFormatter;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.Ordered;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Tells in the OpenAPI document how calls are refused: every code on the class path with its cause and cure, one answer for each
 * sort of refusal, and for each operation the sorts that it may give.
 */
final class ProblemCatalogue implements OpenApiCustomizer, Ordered {

    private static final String SCHEMA = "Problem";
    private static final String FAULT = "FieldFault";
    private static final String RETRY_AFTER = "RetryAfter";

    /** Any operation may answer these. */
    private static final Set<ProblemKind> ANY = EnumSet.of(
            ProblemKind.INVALID,
            ProblemKind.UNAUTHENTICATED,
            ProblemKind.DENIED,
            ProblemKind.NOT_FOUND,
            ProblemKind.RATE_LIMITED,
            ProblemKind.INTERNAL,
            ProblemKind.UNAVAILABLE,
            ProblemKind.TIMED_OUT);

    private static final Set<ProblemKind> WITH_BODY = EnumSet.of(ProblemKind.TOO_LARGE, ProblemKind.UNSUPPORTED_MEDIA);
    private static final Set<ProblemKind> WITH_KEY = EnumSet.of(ProblemKind.UNPROCESSABLE);
    private static final Set<ProblemKind> WITH_REVISION = EnumSet.of(ProblemKind.STALE, ProblemKind.REVISION_REQUIRED);
    private static final Set<ProblemKind> WITH_OPTIONAL_REVISION = EnumSet.of(ProblemKind.STALE);
    private static final Set<ProblemKind> OF_CHANGES = EnumSet.of(ProblemKind.CONFLICT);

    /** By the ends of references to the parameters that all operations share. */
    private static final Map<String, Set<ProblemKind>> WITH_PARAMETER =
            Map.of("/IdempotencyKey", WITH_KEY, "/IfMatch", WITH_REVISION, "/OptionalIfMatch", WITH_OPTIONAL_REVISION);

    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    /** After the operations' parameters are what they will be. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customise(OpenAPI document) {
        Components components = document.getComponents();
        if (components == null || document.getPaths() == null) {
            return;
        }
        if (components.getSchemas() != null) {
            components.getSchemas().remove("ProblemDetail");
        }
        Collection<ProblemCode> codes = codes();
        Map<ProblemKind, List<ProblemCode>> known =
                codes.stream().collect(Collectors.groupingBy(ProblemCode::kind, TreeMap::new, Collectors.toList()));
        Map<String, ProblemKind> kinds = codes.stream().collect(Collectors.toMap(ProblemCode::code, ProblemCode::kind));
        components.addSchemas(SCHEMA, problem(codes)).addSchemas(FAULT, fault());
        components.addHeaders(
                RETRY_AFTER,
                new Header()
                        .description("Seconds to wait before the call is repeated")
                        .schema(new IntegerSchema().format("int32")));
        Set<ProblemKind> told = EnumSet.noneOf(ProblemKind.class);
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperationsMap().entrySet().stream())
                .forEach(operation -> refusals(operation.getKey(), operation.getValue(), kinds)
                        .filter(known::containsKey)
                        .forEach(kind -> {
                            told.add(kind);
                            operation
                                    .getValue()
                                    .getResponses()
                                    .addApiResponse(
                                            Integer.toString(kind.status()),
                                            new ApiResponse().$ref("#/components/responses/" + name(kind)));
                        }));
        known.forEach((kind, ofKind) -> {
            if (told.contains(kind)) {
                components.addResponses(name(kind), response(kind, ofKind));
            }
        });
    }

    /** What may be answered: by what the operation takes, by the codes in its description, and by what it declares itself. */
    private static Stream<ProblemKind> refusals(
            HttpMethod method, Operation operation, Map<String, ProblemKind> kinds) {
        Stream<ProblemKind> bodies = operation.getRequestBody() == null ? Stream.of() : WITH_BODY.stream();
        Stream<ProblemKind> changes = method == HttpMethod.GET ? Stream.of() : OF_CHANGES.stream();
        Stream<ProblemKind> parameters =
                Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
                        .map(Parameter::get$ref)
                        .filter(Objects::nonNull)
                        .flatMap(reference ->
                                WITH_PARAMETER
                                        .getOrDefault(reference.substring(reference.lastIndexOf('/')), Set.of())
                                        .stream());
        Stream<ProblemKind> named = CODE.matcher(Objects.requireNonNullElse(operation.getDescription(), ""))
                .results()
                .map(found -> kinds.get(found.group(1)))
                .filter(Objects::nonNull);
        Set<String> declared = operation.getResponses().keySet();
        Stream<ProblemKind> byHand =
                Stream.of(ProblemKind.values()).filter(kind -> declared.contains(Integer.toString(kind.status())));
        return Stream.of(ANY.stream(), bodies, changes, parameters, named, byHand)
                .flatMap(Function.identity());
    }

    /** Every code that this service can answer with, sorted, each once. */
    static Collection<ProblemCode> codes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ProblemCode.class));
        Map<String, ProblemCode> codes = new TreeMap<>();
        scanner.findCandidateComponents("io.agentplane").stream()
                .map(found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
                .flatMap(type -> Stream.ofNullable(type.getEnumConstants()))
                .flatMap(Stream::of)
                .map(ProblemCode.class::cast)
                .forEach(code -> codes.merge(code.code(), code, ProblemCatalogue::same));
        return codes.values();
    }

    /** Where services share a code, they mean the same by it. */
    private static ProblemCode same(ProblemCode one, ProblemCode other) {
        if (one.kind() != other.kind() || !words(one).equals(words(other))) {
            throw new IllegalStateException(
                    "%s is told in two ways, by %s and %s".formatted(one.code(), one.getClass(), other.getClass()));
        }
        return one;
    }

    /** {@code UNSUPPORTED_MEDIA} as {@code UnsupportedMedia}. */
    private static String name(ProblemKind kind) {
        return Stream.of(kind.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static ApiResponse response(ProblemKind kind, List<ProblemCode> codes) {
        String description = codes.stream()
                .map(code -> "- `" + code.code() + "`: " + words(code))
                .collect(Collectors.joining("\n"));
        ApiResponse response = new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/" + SCHEMA))
                                        .example(example(codes.getFirst()))));
        if (kind.isPassing()) {
            response.addHeaderObject("Retry-After", new Header().$ref("#/components/headers/" + RETRY_AFTER));
        }
        return response;
    }

    private static String words(ProblemCode code) {
        return new CommentFormatter()
                .format(RuntimeJavadoc.getJavadoc((Enum<?>) code).getComment())
                .replaceAll("</?code>", "`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Map<String, Object> example(ProblemCode code) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", ProblemDocuments.TYPE_PREFIX + code.code());
        example.put("title", code.title());
        example.put("status", code.kind().status());
        example.put("detail", words(code));
        example.put("instance", "/api/v1/agents");
        example.put("code", code.code());
        example.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        return example;
    }

    private static Schema<?> fault() {
        return new ObjectSchema()
                .description("What is wrong with one field of a request")
                .addProperty(
                        "field",
                        new StringSchema()
                                .description(
                                        "The parameter's or header's name, or the path to the member of the body, as "
                                                + "in `resources.cpu` or `items[2].name`"))
                .addProperty("message", new StringSchema().description("What is allowed there"))
                .required(List.of("field", "message"));
    }

    private static Schema<?> problem(Collection<ProblemCode> codes) {
        StringSchema code = new StringSchema();
        code.description(
                        "Why it is refused, for programs. New codes may be added; treat an unknown one by its `status`.")
                .addExtension(
                        "x-extensible-enum",
                        codes.stream().map(ProblemCode::code).toList());
        Schema<?> problem = new ObjectSchema()
                .description("A refusal (RFC 9457)")
                .addProperty("type", new StringSchema().format("uri").description("The code as a URN"))
                .addProperty("title", new StringSchema().description("The same for every refusal with this code"))
                .addProperty("status", new IntegerSchema().format("int32").description("The HTTP status"))
                .addProperty("detail", new StringSchema().description("What is wrong this time, and what to do"))
                .addProperty(
                        "instance", new StringSchema().format("uri-reference").description("The path that was called"))
                .addProperty("code", code)
                .addProperty(
                        "traceId",
                        new StringSchema().description("Identifies the call in traces and logs; give it to operators"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(new Schema<>().$ref("#/components/schemas/" + FAULT))
                                .description("Every field at fault"));
        ProblemMembers.addTo(problem);
        return problem.required(List.of("type", "title", "status", "code"));
    }
}
