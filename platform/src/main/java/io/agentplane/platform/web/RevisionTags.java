package io.agentplane.platform.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Whatever has a {@code revision} is answered with it as its ETag. No read is answered with 304 by it: what an answer tells of
 * signs of life, load or progress changes without the revision.
 */
@RestControllerAdvice
final class RevisionTags implements ResponseBodyAdvice<Object> {

    private static final String REVISION = "revision";

    private static final ClassValue<Optional<MethodHandle>> REVISIONS = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            return Stream.ofNullable(type.getRecordComponents())
                    .flatMap(Stream::of)
                    .filter(component -> component.getName().equals(REVISION))
                    .findFirst()
                    .map(RevisionTags::reader);
        }
    };

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body != null) {
            REVISIONS
                    .get(body.getClass())
                    .map(reader -> revision(reader, body))
                    .ifPresent(revision -> response.getHeaders().setETag(Revision.eTag(revision)));
        }
        return body;
    }

    private static MethodHandle reader(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup().unreflect(component.getAccessor());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Long revision(MethodHandle reader, Object body) {
        try {
            return (Long) reader.invoke(body);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }
}
