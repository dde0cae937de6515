package io.agentplane.gateway.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway serves itself.
 *
 * @param type its media type
 * @param policy what the page may load and do (Content Security Policy)
 * @param content the same at every call, or as things stand
 */
record StaticPage(int status, String type, String policy, Supplier<Content> content) {

    /** Style sheets and pictures of our own are all that a page loads. */
    static final String PLAIN =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    boolean send(Request request, Response response, Callback callback) {
        Content now = content.get();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Security-Policy", policy);
        headers.put(HttpHeader.CONTENT_TYPE, type);
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.VARY, "Accept, Accept-Encoding");
        headers.put(HttpHeader.ETAG, now.tag());
        if (status == 200 && now.isKnown(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(304);
            response.write(true, null, callback);
            return true;
        }
        boolean isShort = request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
        byte[] sent = isShort ? now.gzipped() : now.plain();
        if (isShort) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.setStatus(status);
        headers.put(HttpHeader.CONTENT_LENGTH, sent.length);
        boolean isAsked = !HttpMethod.HEAD.is(request.getMethod());
        response.write(true, isAsked ? ByteBuffer.wrap(sent) : null, callback);
        return true;
    }

    /**
     * @param tag what stands for it in caches, whichever way it is sent
     */
    record Content(byte[] plain, byte[] gzipped, String tag) {

        /** Tags are compared weakly (RFC 9110, section 13.1.2). */
        boolean isKnown(@Nullable String tags) {
            return tags != null
                    && Stream.of(tags.split(","))
                            .map(String::strip)
                            .anyMatch(known -> known.equals("*") || ("W/" + known.replaceFirst("^W/", "")).equals(tag));
        }

        static Content of(byte[] plain) {
            ByteArrayOutputStream shorter = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(shorter)) {
                gzip.write(plain);
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            CRC32 sum = new CRC32();
            sum.update(plain);
            return new Content(plain, shorter.toByteArray(), "W/\"%x-%x\"".formatted(plain.length, sum.getValue()));
        }
    }
}
