package io.agentplane.gateway.api;

import java.util.HashMap;
import java.util.Map;
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
 * Closes the connections of those who send the head of a request bit by bit: each bit would begin the connection's idle time
 * anew, for ever.
 */
@Component
class SlowCallers {

    private static final Logger log = LoggerFactory.getLogger(SlowCallers.class);

    private final ServletWebServerApplicationContext context;
    private final long patienceNanos;
    private Map<EndPoint, Head> heads = new HashMap<>();

    SlowCallers(ServletWebServerApplicationContext context, ApiSettings settings) {
        this.context = context;
        this.patienceNanos = settings.headTimeout().toNanos();
    }

    @Scheduled(fixedDelayString = "PT1S")
    void look() {
        if (!(context.getWebServer() instanceof JettyWebServer jetty)) {
            return;
        }
        long now = System.nanoTime();
        Map<EndPoint, Head> seen = new HashMap<>();
        for (Connector connector : jetty.getServer().getConnectors()) {
            for (EndPoint caller : connector.getConnectedEndPoints()) {
                Head head = next(heads.get(caller), caller.getConnection(), now);
                if (head != null && head.begunAt() != null && now - head.begunAt() > patienceNanos) {
                    log.debug("Closing the connection of {}, who sent no whole head", caller.getRemoteSocketAddress());
                    caller.close();
                } else if (head != null) {
                    seen.put(caller, head);
                }
            }
        }
        heads = seen;
    }

    /** What is known of a connection's next head, from what was known a moment ago; null while a request is under way. */
    private static @Nullable Head next(@Nullable Head known, @Nullable Connection connection, long now) {
        if (connection == null || connection.getMessagesIn() != connection.getMessagesOut()) {
            return null;
        }
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (known == null || known.requests() != requests) {
            return new Head(requests, bytes, requests == 0 && bytes > 0 ? now : null);
        }
        return known.begunAt() != null || known.bytes() == bytes ? known : new Head(requests, bytes, now);
    }

    /**
     * The head that a connection waits for.
     *
     * @param requests how many came before it
     * @param bytes how many had come before it
     * @param begunAt when a part of it was first seen
     */
    private record Head(long requests, long bytes, @Nullable Long begunAt) {}
}
