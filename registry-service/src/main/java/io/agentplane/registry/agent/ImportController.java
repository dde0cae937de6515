package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
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

    /** Registers an agent for each line, all or none. The lines are UTF-8. */
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

    /** Every living agent on a line of its own, as an import takes it. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "exportAgents", stream = true)
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void exportLines(HttpServletResponse response) throws IOException {
        streams.run(() -> {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            exports.write(response.getOutputStream());
        });
    }
}
