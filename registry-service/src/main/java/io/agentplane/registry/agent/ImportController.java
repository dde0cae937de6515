package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Agents in bulk, to carry them to another namespace or another cluster: one JSON object on each line. */
@Tag(name = "Import and export")
@RestController
@RequestMapping("/agents")
class ImportController {

    private final AgentImport imports;
    private final AgentExport exports;
    private final AgentStreams streams;

    ImportController(AgentImport imports, AgentExport exports, AgentStreams streams) {
        this.imports = imports;
        this.exports = exports;
        this.streams = streams;
    }

    /**
     * Registers an agent for each line of the body. All of them are registered, or none. The body is UTF-8 and has at most 2000 lines of at most
     * 512 KiB each; empty lines are passed over. An agent whose name and version are registered already is passed over
     * and stays as it is, so an import can be sent again. Each agent that is new begins as {@code REGISTERED}, and
     * {@code agent-registered} is published for it.
     *
     * <p>If any line is not valid, nothing is imported, and {@code import-invalid} names up to 100 faults by line and
     * field.
     *
     * @param dryRun {@code true} checks all of it and imports nothing; {@code false} when left out
     */
    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "importAgents")
    @PostMapping(path = "/import", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = AgentLine.class)))
    ImportView importLines(HttpServletRequest request, @RequestParam(required = false) @Nullable Boolean dryRun) {
        try {
            return imports.run(request.getInputStream(), Boolean.TRUE.equals(dryRun));
        } catch (IOException unread) {
            throw new HttpMessageNotReadableException(
                    "The lines can't be read", unread, new ServletServerHttpRequest(request));
        }
    }

    /**
     * Exports all agents. Each has a line of its own, which is one that an import takes, with the agent's registration and
     * its backup by name and version. Decommissioned agents are left out; one that is registered meanwhile may be.
     * Refused with {@code too-many-streams} when the caller has too many exports and watches open, which is 20 unless
     * the registry is set otherwise.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "exportAgents", stream = true)
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = AgentLine.class)))
    void exportLines(HttpServletResponse response) throws IOException {
        streams.run(() -> {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            exports.write(response.getOutputStream());
        });
    }
}
