package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/agents")
class ImportController {

    private final AgentImport imports;
    private final AgentExport exports;

    ImportController(AgentImport imports, AgentExport exports) {
        this.imports = imports;
        this.exports = exports;
    }

    /** Registers an agent for each line, all or none. */
    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "importAgents")
    @PostMapping(path = "/import", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    ImportView importLines(@RequestBody String lines, @RequestParam(defaultValue = "false") boolean dryRun) {
        return imports.run(lines, dryRun);
    }

    /** Every living agent on a line of its own, as an import takes it. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "exportAgents", stream = true)
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void exportLines(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        exports.write(response.getOutputStream());
    }
}
