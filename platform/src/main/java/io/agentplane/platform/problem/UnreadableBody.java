package io.agentplane.platform.problem;

import io.agentplane.platform.json.RefusedTokenException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says why a body could not be read, naming the field but repeating no value. */
final class UnreadableBody {

    private UnreadableBody() {}

    static DomainException explain(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedReadException refused) {
                return refused.refusal();
            }
        }
        return explain(unreadable.getCause());
    }

    static DomainException explain(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> fault(path(unknown), "is not a field of this request");
            case InputCoercionException large -> fault(path(large), "is a number that is too large");
            case RefusedTokenException refused -> fault(place(refused), refused.rule());
            case StreamReadException twice when isTwice(twice) -> fault(place(twice), "is given twice");
            case StreamReadException malformed ->
                PlatformProblem.INVALID_REQUEST.because("The body is not well-formed JSON" + position(malformed));
            case MismatchedInputException unfit -> fault(path(unfit), ValueForms.rule(unfit.getTargetType()));
            case DatabindException unfit -> fault(path(unfit), ValueForms.rule(null));
            case null, default -> PlatformProblem.INVALID_REQUEST.because("The body is missing or cannot be read");
        };
    }

    private static DomainException fault(String field, String message) {
        if (field.isEmpty()) {
            return PlatformProblem.INVALID_REQUEST.because("The body is not the JSON object that is expected here");
        }
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: " + field)
                .withErrors(List.of(new FieldFault(field, message)));
    }

    private static String path(JacksonException fault) {
        String path = fault.getPath().stream()
                .map(UnreadableBody::step)
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return bounded(path);
    }

    private static boolean isTwice(StreamReadException fault) {
        return fault.getOriginalMessage().startsWith("Duplicate ");
    }

    /** Where the parser stands, in the same form as {@link #path}. */
    private static String place(StreamReadException fault) {
        @Nullable JsonParser parser = fault.processor();
        if (parser == null) {
            return "";
        }
        String place = parser.streamReadContext().pathAsPointer().toString();
        String path = place.isEmpty()
                ? ""
                : place.substring(1)
                        .replaceAll("(?<=^|/)(\\d+)(?=/|$)", "[$1]")
                        .replace("/[", "[")
                        .replace('/', '.')
                        .replace("~1", "/")
                        .replace("~0", "~");
        return bounded(path);
    }

    /** Short, and with a mark for what no text can hold. */
    private static String bounded(String path) {
        return path.codePoints()
                .limit(200)
                .map(character -> isReadable(character) ? character : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isReadable(int character) {
        return Character.getType(character) != Character.SURROGATE && !Character.isISOControl(character);
    }

    private static String step(JacksonException.Reference reference) {
        @Nullable String name = reference.getPropertyName();
        return name == null ? "[" + reference.getIndex() + "]" : name;
    }

    private static String position(JacksonException malformed) {
        var where = malformed.getLocation();
        return where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }
}
