package io.agentplane.gateway.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;

/** What the clock of a service says, by the {@code Date} of an answer; to the second. */
final class ServiceClock implements Callable<Instant> {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final HttpRequest question;

    ServiceClock(URI service) {
        question = HttpRequest.newBuilder(service).HEAD().timeout(TIMEOUT).build();
    }

    /** Any answer will do, a refusal too. */
    @Override
    public Instant call() throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(question, HttpResponse.BodyHandlers.discarding());
        String date = answer.headers().firstValue("Date").orElseThrow(() -> new IOException("It doesn't say"));
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
