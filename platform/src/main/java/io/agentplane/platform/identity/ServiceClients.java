package io.agentplane.platform.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.PlatformProblem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * Makes clients for the few calls between services: in the caller's name, or in the service's own for what it does by
 * itself (a method that sends an Authorization header has its own way), with a time limit and a circuit breaker for each
 * namespace: what costs one of them too much doesn't close the way for others. When there is no answer the call fails
 * closed, as a problem of kind UNAVAILABLE.
 */
public final class ServiceClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration BREAKER_LIFE = Duration.ofMinutes(10);
    private static final int MAX_BREAKERS = 10_000;

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(5)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .build();

    private final RestClient.Builder builder;
    private final @Nullable TokenIssuer issuer;

    /** An answer may have fields that this service has not heard of yet. */
    ServiceClients(RestClient.Builder builder, StoredJson json, @Nullable TokenIssuer issuer) {
        this.issuer = issuer;
        this.builder = builder.configureMessageConverters(
                converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json.mapper())));
    }

    /**
     * @param type an interface with {@code @HttpExchange} methods
     * @param name the called service, for the breaker and for messages
     * @param timeout the longest time to wait for an answer
     * @param needed what the called operations ask for; a service that has a key vouches that its callers may
     */
    public <T> T create(Class<T> type, String name, URI baseUrl, Duration timeout, Permission... needed) {
        Set<String> permissions = Stream.of(needed).map(Permission::wireName).collect(Collectors.toUnmodifiableSet());
        var settings = HttpClientSettings.defaults().withTimeouts(CONNECT_TIMEOUT, timeout);
        LoadingCache<String, CircuitBreaker> breakers = Caffeine.newBuilder()
                .maximumSize(MAX_BREAKERS)
                .expireAfterAccess(BREAKER_LIFE)
                .build(namespace -> CircuitBreaker.of(name, BREAKER));
        RestClient client = builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(settings))
                .requestInterceptor((request, body, execution) -> named(permissions, request, body, execution))
                .requestInterceptor((request, body, execution) ->
                        guarded(breakers.get(Namespace.current()), request, body, execution))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(type);
    }

    private ClientHttpResponse named(
            Set<String> permissions, HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            token(permissions).ifPresent(token -> request.getHeaders().setBearerAuth(token));
        }
        return execution.execute(request, body);
    }

    private Optional<String> token(Set<String> permissions) {
        if (issuer == null) {
            return Caller.token().map(Jwt::getTokenValue);
        }
        return Optional.of(Caller.find()
                .map(caller -> issuer.tokenInTheNameOf(caller, permissions))
                .orElseGet(() -> issuer.ownToken(Namespace.current(), permissions)));
    }

    private static ClientHttpResponse guarded(
            CircuitBreaker breaker, HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        try {
            return breaker.executeCallable(() -> {
                ClientHttpResponse response = execution.execute(request, body);
                if (response.getStatusCode().is5xxServerError()) {
                    response.close();
                    throw new IOException("answered " + response.getStatusCode());
                }
                return response;
            });
        } catch (CallNotPermittedException open) {
            throw unavailable(breaker.getName(), open);
        } catch (ResourceAccessException | IOException away) {
            throw unavailable(breaker.getName(), away);
        } catch (RuntimeException unforeseen) {
            throw unforeseen;
        } catch (Exception unforeseen) {
            throw new IllegalStateException(unforeseen);
        }
    }

    private static RuntimeException unavailable(String service, Exception cause) {
        return PlatformProblem.UPSTREAM_UNAVAILABLE
                .because("The " + service + " service, which has to agree, does not answer"
                        + (mayHaveBeenCarriedOut(cause)
                                ? " in time; nothing was changed here. If it has used up an approval, the same request"
                                        + " with the same idempotency key gets it again"
                                : "; nothing was changed"))
                .causedBy(cause);
    }

    /** Unless it was never sent. */
    private static boolean mayHaveBeenCarriedOut(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException
                    || cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException) {
                return false;
            }
        }
        return true;
    }
}
