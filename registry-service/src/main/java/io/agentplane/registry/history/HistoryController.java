package io.agentplane.registry.history;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.feed.ChangeFeed;
import io.agentplane.platform.feed.EventStream;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.registry.agent.AgentStreams;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to the agents: kept for each of them, also beyond its end, and streamed as it happens. */
@Tag(name = "History")
@RestController
@RequestMapping("/agents")
class HistoryController {

    private final AgentHistory history;
    private final ChangeFeed feed;
    private final AgentStreams streams;

    HistoryController(AgentHistory history, ChangeFeed feed, AgentStreams streams) {
        this.history = history;
        this.feed = feed;
        this.streams = streams;
    }

    /**
     * Lists what happened to an agent. The oldest comes first. Heartbeats are not in it. Refused with {@code agent-not-found}
     * when the namespace has no such agent.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listAgentEvents")
    @GetMapping("/{id}/events")
    Page<HistoryEntryView> entries(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return history.entries(id, Cursor.decodeNumber(cursor), limit);
    }

    /**
     * Streams every change of an agent in the namespace. The stream is one of server-sent events: the {@code data} of
     * each is the change, and its {@code id} is where to go on. Events without data come every second; they keep the
     * connection open. Heartbeats are no changes. Refused with {@code too-many-streams} when the caller has too many
     * watches and exports open, which is 20 unless the registry is set otherwise.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "watchAgents", routine = true, stream = true)
    @GetMapping(path = "/watch", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = AgentChangeView.class)))
    void watch(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws InterruptedException {
        streams.run(() -> new EventStream(feed, Namespace.current()).send(lastEventId, response));
    }
}
