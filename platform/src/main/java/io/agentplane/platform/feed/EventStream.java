package io.agentplane.platform.feed;

import io.agentplane.platform.feed.ChangeFeed.RemovedChangesException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Sends changes of one namespace as Server-Sent Events for as long as the watcher listens. It works on the request's own
 * virtual thread; a slow watcher holds up nobody but itself.
 */
public final class EventStream {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    /** A closed connection shows at the second write, here and at the gateway; a place is freed after about four of these. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    private final ChangeFeed feed;
    private final String namespace;

    public EventStream(ChangeFeed feed, String namespace) {
        this.feed = feed;
        this.namespace = namespace;
    }

    /**
     * Returns when the watcher is gone or the service stops.
     *
     * @param lastEventId where the watcher was before; absent to begin now
     */
    public void send(@Nullable String lastEventId, HttpServletResponse response) throws InterruptedException {
        Position position = lastEventId == null ? feed.now() : feed.resume(lastEventId);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.getOutputStream()) {
            long written = sendPosition(out, position);
            while (feed.isRunning()) {
                List<Change> changes = feed.after(position, KEEP_ALIVE);
                position = changes.isEmpty() ? position : changes.getLast().position();
                String events = events(changes);
                if (!events.isEmpty()) {
                    write(out, events);
                    written = System.nanoTime();
                } else if (System.nanoTime() - written >= KEEP_ALIVE.toNanos()) {
                    written = sendPosition(out, position);
                }
            }
        } catch (RemovedChangesException behind) {
            log.debug("A watcher is so far behind that its stream ends; it is refused when it goes on", behind);
        } catch (IOException gone) {
            log.trace("A watcher has gone; there is nobody to tell", gone);
        }
    }

    /** Without data it is no event; it keeps the connection open, and tells where to go on should it be lost. */
    private static long sendPosition(OutputStream out, Position position) throws IOException {
        write(out, "id: " + position + "\n\n");
        return System.nanoTime();
    }

    private String events(List<Change> changes) {
        var events = new StringBuilder();
        for (Change change : changes) {
            if (change.namespace().equals(namespace)) {
                events.append("id: ")
                        .append(change.position())
                        .append("\ndata: ")
                        .append(change.data())
                        .append("\n\n");
            }
        }
        return events.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
