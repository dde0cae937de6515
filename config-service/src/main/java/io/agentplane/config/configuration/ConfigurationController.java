package io.agentplane.config.configuration;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/agents/{agentId}/config")
class ConfigurationController {

    private final Configurations configurations;

    ConfigurationController(Configurations configurations) {
        this.configurations = configurations;
    }

    /**
     * The ETag is what a change must match: the revision of the overrides. It says nothing of the defaults beneath, so it is
     * set where Spring won't answer 304 by it.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getConfiguration")
    @GetMapping
    AgentConfiguration getConfiguration(
            @PathVariable UUID agentId,
            @RequestParam(required = false) @Min(0) @Nullable Long revision,
            @RequestParam(required = false) @Nullable Instant at,
            HttpServletResponse response) {
        AgentConfiguration configuration = read(agentId, revision, at);
        response.setHeader(HttpHeaders.ETAG, Revision.eTag(configuration.revision()));
        return configuration;
    }

    private AgentConfiguration read(UUID agentId, @Nullable Long revision, @Nullable Instant at) {
        if (revision != null && at != null) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: at")
                    .withErrors(List.of(new FieldFault("at", "cannot be combined with revision")));
        }
        if (revision != null) {
            return configurations.getRevision(agentId, revision);
        }
        return at == null ? configurations.get(agentId) : configurations.getAt(agentId, at);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replaceConfiguration")
    @PutMapping
    ResponseEntity<AgentConfiguration> replaceConfiguration(
            @PathVariable UUID agentId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeConfigurationRequest request) {
        Revision basis = Revision.ifMatch(ifMatch);
        return answer(configurations.change(agentId, request::replacing, request.reason(), basis));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "changeConfiguration")
    @PatchMapping
    ResponseEntity<AgentConfiguration> patchConfiguration(
            @PathVariable UUID agentId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeConfigurationRequest request) {
        Revision basis = Revision.ifMatch(ifMatch);
        return answer(configurations.change(agentId, request::patching, request.reason(), basis));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listConfigurationRevisions")
    @GetMapping("/revisions")
    Page<ConfigurationRevision> listConfigurationRevisions(
            @PathVariable UUID agentId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return configurations.history(agentId, Cursor.decodeNumber(cursor), limit);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "diffConfiguration")
    @GetMapping("/diff")
    ConfigurationDifference compareConfigurationRevisions(
            @PathVariable UUID agentId, @RequestParam @Min(0) long from, @RequestParam @Min(0) long to) {
        return configurations.difference(agentId, from, to);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "rollBackConfiguration")
    @PostMapping("/rollback")
    ResponseEntity<AgentConfiguration> rollBackConfiguration(
            @PathVariable UUID agentId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RollBackConfigurationRequest request) {
        Revision basis = Revision.ifMatch(ifMatch);
        return answer(configurations.rollBack(agentId, request.revision(), request.reason(), basis));
    }

    /** Changes nothing. The body is a merge patch of the overrides; without one, they are judged as they are. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "validateConfiguration")
    @PostMapping("/validate")
    ConfigurationVerdict validateConfiguration(
            @PathVariable UUID agentId,
            @RequestBody(required = false) @Nullable Map<String, @Nullable Object> changes) {
        return ConfigurationVerdict.of(configurations.validate(agentId, changes == null ? Map.of() : changes));
    }

    private static ResponseEntity<AgentConfiguration> answer(AgentConfiguration configuration) {
        return ResponseEntity.ok().eTag(Revision.eTag(configuration.revision())).body(configuration);
    }
}
