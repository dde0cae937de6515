package io.agentplane.platform.problem;

import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns everything that ends a request into a problem document. What nobody foresaw is logged in full and told as little. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Set<Integer> OF_REQUESTS = Set.of(400, 409, 422);

    private final ProblemDocuments documents;

    ProblemAdvice(ProblemDocuments documents) {
        this.documents = documents;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(DomainException refusal, WebRequest request) {
        if (refusal.getCause() != null) {
            log.warn("{}: {}", refusal.code().code(), refusal.detail(), refusal.getCause());
        }
        return answer(documents.of(refusal, path(request)));
    }

    /** Another service refused the request, which it says in its own words, or answered what nobody can read. */
    @ExceptionHandler
    ResponseEntity<?> upstream(RestClientException failed, WebRequest request) {
        if (failed instanceof RestClientResponseException refusal && isOfTheRequest(refusal)) {
            return ResponseEntity.status(refusal.getStatusCode())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .headers(headers -> headers.addAll(ProblemDocuments.CODE_HEADER, codes(refusal)))
                    .body(refusal.getResponseBodyAsByteArray());
        }
        log.warn("A service that has to agree gave no usable answer", failed);
        return answer(documents.of(
                PlatformProblem.UPSTREAM_UNAVAILABLE,
                "A service that has to agree gave no usable answer; nothing was changed",
                path(request)));
    }

    /** Whether the other service refused the request itself, rather than this service as its caller. */
    private static boolean isOfTheRequest(RestClientResponseException refusal) {
        HttpHeaders told = refusal.getResponseHeaders();
        return OF_REQUESTS.contains(refusal.getStatusCode().value())
                && told != null
                && MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(told.getContentType());
    }

    private static List<String> codes(RestClientResponseException refusal) {
        return Objects.requireNonNullElseGet(refusal.getResponseHeaders(), HttpHeaders::new)
                .getOrEmpty(ProblemDocuments.CODE_HEADER);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(ConstraintViolationException invalid, WebRequest request) {
        List<FieldFault> faults = invalid.getConstraintViolations().stream()
                .map(violation ->
                        new FieldFault(lastNode(violation.getPropertyPath().toString()), violation.getMessage()))
                .toList();
        return answer(invalid(faults, path(request)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception fault, WebRequest request) {
        log.error("A request failed for a reason nobody foresaw", fault);
        return answer(documents.of(
                PlatformProblem.INTERNAL_ERROR,
                "The service failed to answer; the trace id finds the reason in its log",
                path(request)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldFault> faults = invalid.getBindingResult().getAllErrors().stream()
                .map(error -> new FieldFault(
                        error instanceof FieldError field ? field.getField() : error.getObjectName(), message(error)))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return asObject(invalid(faults, path(request)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldFault> faults = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> {
                    String field =
                            error instanceof FieldError inBody ? inBody.getField() : name(result.getMethodParameter());
                    return new FieldFault(field, message(error));
                }))
                .toList();
        return asObject(invalid(faults, path(request)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        @Nullable
        Class<?> type = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? ResolvableType.forMethodParameter(argument.getParameter())
                        .asCollection()
                        .getGeneric()
                        .resolve(argument.getParameter().getParameterType())
                : mismatch.getRequiredType();
        return asObject(invalid(List.of(new FieldFault(field, ValueForms.rule(type))), path(request)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return asObject(documents.of(UnreadableBody.explain(unreadable), path(request)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException unbound, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return unbound instanceof MissingRequestValueException missing
                ? asObject(invalid(List.of(new FieldFault(nameOf(missing), "must be given")), path(request)))
                : super.handleServletRequestBindingException(unbound, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return handleServletRequestBindingException(missing, headers, status, request);
    }

    private static String nameOf(MissingRequestValueException missing) {
        return switch (missing) {
            case MissingServletRequestParameterException parameter -> parameter.getParameterName();
            case MissingRequestHeaderException header -> header.getHeaderName();
            default -> "request";
        };
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception fault, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        PlatformProblem code = PlatformProblem.ofStatus(status.value());
        String detail =
                body instanceof ProblemDetail known && known.getDetail() != null ? known.getDetail() : code.title();
        ProblemDetail problem = documents.of(code, detail, path(request));
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private ProblemDetail invalid(List<FieldFault> faults, String path) {
        String fields = String.join(
                ", ", faults.stream().map(FieldFault::field).distinct().toList());
        return documents.of(
                PlatformProblem.INVALID_REQUEST.because("Not valid: " + fields).withErrors(faults), path);
    }

    private static String message(MessageSourceResolvable error) {
        return Stream.ofNullable(error.getDefaultMessage()).findFirst().orElse("is not valid");
    }

    /** A parameter's name as callers know it. */
    private static String name(MethodParameter parameter) {
        @Nullable RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        @Nullable RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return Stream.of(query == null ? "" : query.name(), header == null ? "" : header.name())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(() -> String.valueOf(parameter.getParameterName()));
    }

    private static String lastNode(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String path(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                ? servlet.getRequest().getRequestURI()
                : "";
    }

    /** A problem document whatever the caller accepts, or says that it does in a way nobody understands. */
    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<Object> asObject(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
