package io.agentplane.policy.audit;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log tells who did or tried what. Each namespace has one chain of entries, in which every entry is bound
 * to the one before by a hash, so that what is altered or removed later is found.
 */
@Tag(name = "Audit log")
@RestController
class AuditController {

    private final AuditLog log;
    private final LongReads longReads;
    private final JsonMapper json;

    AuditController(AuditLog log, LongReads longReads, JsonMapper json) {
        this.log = log;
        this.longReads = longReads;
        this.json = json;
    }

    /**
     * Lists entries of the audit log. The newest entry comes first; all filters that are given must hold. Entries are
     * kept for 400 days, by whole months, unless the service is set otherwise. An entry appears a moment after its
     * call.
     *
     * @param actor the id or the name of who acted
     * @param action what was done: the operation by its operationId, such as {@code deleteAgent}
     * @param resource the path that it was done to, such as {@code /agents/0198...}; what lies below that path is
     *     found too
     * @param outcome {@code ALLOWED} when it was done, {@code REFUSED} when it was turned away, {@code FAILED} when
     *     it broke or nobody knows what became of it
     * @param from begun at this time or later
     * @param to begun before this time
     */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "listAuditEntries")
    @GetMapping("/audit")
    Page<AuditEntryView> list(
            @RequestParam(required = false) @Size(max = 200) @Nullable String actor,
            @RequestParam(required = false) @Size(max = 300) @Nullable String action,
            @RequestParam(required = false) @Size(max = 2000) @Nullable String resource,
            @RequestParam(required = false) @Nullable AuditOutcome outcome,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return log.list(
                new AuditSearch(actor, action, resource, outcome, from, to), Cursor.decodeNumber(cursor), limit);
    }

    /**
     * Verifies the chain of the audit log. All entries of the namespace are read, which can take a while, and the first
     * that is not as it was written is named. Refused with {@code audit-readers-busy} when too many exports or
     * verifications are running.
     */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "verifyAuditLog")
    @GetMapping("/audit/verify")
    ChainVerdict verify() {
        return longReads.read(log::verify);
    }

    /**
     * Exports entries of the audit log. The entries come as JSON lines, one entry a line, the oldest first, as they are
     * when the export begins. An answer that breaks off is incomplete: export again. Refused with
     * {@code audit-readers-busy} when too many exports or verifications are running.
     *
     * @param from begun at this time or later; from the first entry on when left out
     * @param to begun before this time; to the last entry when left out
     */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "exportAuditEntries", stream = true)
    @GetMapping(path = "/audit/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = AuditEntryView.class)))
    void export(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            HttpServletResponse response) {
        var search = new AuditSearch(null, null, null, null, from, to);
        longReads.read(() -> {
            write(search, response);
            return null;
        });
    }

    private void write(AuditSearch search, HttpServletResponse response) {
        try {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            OutputStream out = response.getOutputStream();
            log.export(search, entry -> {
                try {
                    out.write(json.writeValueAsBytes(entry));
                    out.write('\n');
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
