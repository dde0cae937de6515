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
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
class AuditController {

    private static final String JSON_LINES = "application/jsonl";

    private final AuditLog log;
    private final LongReads longReads;
    private final JsonMapper json;

    AuditController(AuditLog log, LongReads longReads, JsonMapper json) {
        this.log = log;
        this.longReads = longReads;
        this.json = json;
    }

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

    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "verifyAuditLog")
    @GetMapping("/audit/verify")
    ChainVerdict verify() {
        return longReads.read(log::verify);
    }

    /** One entry a line, oldest first, for as long as it takes; what breaks off on the way was not all. */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "exportAuditEntries", stream = true)
    @GetMapping(path = "/audit/export", produces = JSON_LINES)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = JSON_LINES, schema = @Schema(implementation = AuditEntryView.class)))
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
            response.setContentType(JSON_LINES);
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
