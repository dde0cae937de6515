package io.agentplane.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole API as plain calls, for what {@link Agentplane} has no method for: JSON in and out, every call limited in
 * time, refusals as {@link AgentplaneProblemException}. Paths are below {@code /api/v1} and already encoded. Reads and
 * creations are tried again while the gateway is away; a creation carries one {@code Idempotency-Key} through all its
 * tries, so it happens once.
 */
public final class Gateway implements AutoCloseable {

    private static final String API = "/api/v1";
    private static final long MAX_ANSWER = 16L * 1024 * 1024;
    private static final int FIRST_ERROR_STATUS = 400;

    private final String base;
    private final String authorization;
    private final ConnectionSettings settings;
    private final HttpClient client;
    private final JsonMapper json = Json.mapper();

    Gateway(URI address, String apiKey, ConnectionSettings settings) {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("the gateway's address must start with http:// or https://");
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("an API key is needed");
        }
        this.base = address.toString().replaceFirst("/+$", "") + API;
        this.authorization = "Bearer " + apiKey.strip();
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    public <T> T get(String path, Class<T> answer) {
        return repeated(request(path).GET(), answer);
    }

    /** A POST that creates something, at most once however often it is tried. */
    public <T> T create(String path, Object body, Class<T> answer) {
        return create(path, body, UUID.randomUUID().toString(), answer);
    }

    /** The same again for the same key, also when another process asks. */
    public <T> T create(String path, Object body, String idempotencyKey, Class<T> answer) {
        return repeated(request(path).header("Idempotency-Key", idempotencyKey).POST(written(body)), answer);
    }

    /** A POST that is tried once: an action, not a creation. */
    public <T> T post(String path, @Nullable Object body, Class<T> answer) {
        return post(path, body, answer, settings.requestTimeout());
    }

    <T> T post(String path, @Nullable Object body, Class<T> answer, Duration timeout) {
        return once(request(path).POST(written(body)), answer, timeout);
    }

    public <T> T put(String path, Object body, Class<T> answer) {
        return once(request(path).PUT(written(body)), answer, settings.requestTimeout());
    }

    /** Replaces what is at {@code revision}; 412 {@code revision-stale} when somebody else was faster. */
    public <T> T put(String path, long revision, Object body, Class<T> answer) {
        return once(
                request(path).header("If-Match", "\"" + revision + "\"").PUT(written(body)),
                answer,
                settings.requestTimeout());
    }

    ConnectionSettings settings() {
        return settings;
    }

    /** Cuts off what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json, application/problem+json");
    }

    private HttpRequest.BodyPublisher written(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        try {
            return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        } catch (JacksonException e) {
            throw new AgentplaneException("a " + body.getClass().getSimpleName() + " can't be written as JSON", e);
        }
    }

    private <T> T repeated(HttpRequest.Builder request, Class<T> answer) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, answer, settings.requestTimeout());
            } catch (AgentplaneException e) {
                if (!e.isTransient() || attempt >= settings.attempts()) {
                    throw e;
                }
                pause(settings.backoff().delay(attempt, RandomGenerator.getDefault()), e);
            }
        }
    }

    private <T> T once(HttpRequest.Builder builder, Class<T> answer, Duration timeout) {
        HttpRequest request =
                builder.setHeader("Content-Type", "application/json").build();
        HttpResponse<byte[]> response = exchange(request, timeout);
        if (response.statusCode() >= FIRST_ERROR_STATUS) {
            throw new AgentplaneProblemException(Problem.read(json, response.statusCode(), response.body()));
        }
        return read(request, response.body(), answer);
    }

    /**
     * Waits with a limit of its own because {@link HttpRequest#timeout()} ends with the headers: a stalled body would
     * hang for ever.
     */
    private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new GatewayUnavailableException("no answer within " + timeout + " to " + describe(request), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayUnavailableException("interrupted in " + describe(request), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof IOException io ? io : e;
            throw new GatewayUnavailableException("no answer to " + describe(request) + ": " + cause, cause);
        }
    }

    private <T> T read(HttpRequest request, byte[] body, Class<T> answer) {
        try {
            JsonNode tree = json.readTree(body);
            T value = answer == JsonNode.class ? answer.cast(tree) : json.treeToValue(tree, answer);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new AgentplaneException("unreadable answer to " + describe(request), e);
        }
        throw new AgentplaneException("empty answer to " + describe(request), null);
    }

    private static String describe(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }

    private static void pause(Duration delay, AgentplaneException reason) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
