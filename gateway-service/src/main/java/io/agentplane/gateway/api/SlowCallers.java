package io.agentplane.gateway.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Closes the connections of those who send the head of a request bit by bit, or what frames its body (extensions of chunks,
 * trailers), which nobody who reads the body sees: each bit would begin the connection's idle time anew, for ever.
 */
@Component
class SlowCallers {

    private static final Logger log = LoggerFactory.getLogger(SlowCallers.class);

    /** As long as a connection may be idle; who sends less often is closed for that. */
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ServletWebServerApplicationContext context;
    private final long headPatienceNanos;
    private final long bodyPatienceNanos;
    private Map<EndPoint, Progress> known = new HashMap<>();

    SlowCallers(ServletWebServerApplicationContext context, ApiSettings settings) {
        this.context = context;
        this.headPatienceNanos = settings.headTimeout().toNanos();
        this.bodyPatienceNanos = settings.bodyPatience().toNanos();
    }

    @Scheduled(fixedDelayString = "${agentplane.gateway.slow-caller-interval:PT1S}")
    void look() {
        if (!(context.getWebServer() instanceof JettyWebServer jetty)) {
            return;
        }
        long now = System.nanoTime();
        Map<EndPoint, Progress> seen = new HashMap<>();
        for (Connector connector : jetty.getServer().getConnectors()) {
            for (EndPoint caller : connector.getConnectedEndPoints()) {
                Connection connection = caller.getConnection();
                if (connection == null) {
                    continue;
                }
                Progress progress = Progress.of(connection, known.get(caller), now);
                if (isTooSlow(progress, now)) {
                    log.debug("Closing the connection of {}, which drips", caller.getRemoteSocketAddress());
                    caller.close();
                } else {
                    seen.put(caller, progress);
                }
            }
        }
        known = seen;
    }

    private boolean isTooSlow(Progress progress, long now) {
        if (progress.begunAt() == null) {
            return false;
        }
        long nanos = now - progress.begunAt();
        // A whole body that waits for its answer is not slow, since nothing comes any more; half a head is.
        return progress.isUnderWay()
                ? progress.seenAt() == now
                        && nanos > bodyPatienceNanos
                        && (progress.bytes() - progress.bytesBefore()) * TimeUnit.SECONDS.toNanos(1)
                                < BoundedRequest.SLOWEST_PER_SECOND * nanos
                : nanos > headPatienceNanos;
    }

    /**
     * What a connection sends: the next head, or something behind the head of the request that is under way.
     *
     * @param requests how many heads have come
     * @param isUnderWay whether the last request has not been answered
     * @param bytesBefore how many bytes had come before it
     * @param bytes how many have come by now
     * @param seenAt when the last part of it was seen
     * @param begunAt when a part of it was first seen; absent while nothing comes
     */
    private record Progress(
            long requests,
            boolean isUnderWay,
            long bytesBefore,
            long bytes,
            long seenAt,
            @Nullable Long begunAt) {

        static Progress of(Connection connection, @Nullable Progress known, long now) {
            long requests = connection.getMessagesIn();
            boolean isUnderWay = requests != connection.getMessagesOut();
            long bytes = connection.getBytesIn();
            if (known == null || known.requests != requests || known.isUnderWay != isUnderWay) {
                return new Progress(requests, isUnderWay, bytes, bytes, now, requests == 0 && bytes > 0 ? now : null);
            }
            if (known.bytes == bytes) {
                boolean isForgotten = isUnderWay && now - known.seenAt > FORGOTTEN_NANOS;
                return isForgotten ? new Progress(requests, true, bytes, bytes, now, null) : known;
            }
            Long begunAt = known.begunAt == null ? Long.valueOf(now) : known.begunAt;
            return new Progress(requests, isUnderWay, known.bytesBefore, bytes, now, begunAt);
        }
    }
}
