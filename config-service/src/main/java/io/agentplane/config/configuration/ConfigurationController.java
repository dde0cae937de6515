package io.agentplane.config.configuration;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An agent's configuration has three layers: what is built in, the defaults of its namespace, and its own overrides. What an upper
 * layer sets goes before what lies beneath; {@code features} and {@code extra} are laid over member by member, everything else
 * as a whole. Each change of a layer is kept as a revision, with its author and reason, and is published on the topic
 * {@code agentplane.config.configurations.v1}.
 */
@RestController
@Tag(name = "Configuration")
@RequestMapping("/agents/{agentId}/config")
class ConfigurationController {

    private final Configurations configurations;

    ConfigurationController(Configurations configurations) {
        this.configurations = configurations;
    }

    /**
     * Shows an agent's configuration. All layers are laid over each other, and {@code sources} says which of them each value
     * comes from. The {@code ETag} is the revision of the agent's overrides. An agent need not be registered to be configured; one
     * without overrides has the namespace's defaults.
     * <p>Refused with {@code configuration-revision-not-found} when the overrides have no such revision, and with
     * {@code invalid-request} when both {@code revision} and {@code at} are given.
     *
     * @param agentId the agent's id
     * @param revision a revision of the overrides, which is laid over the defaults of today; 0 is none. The present one unless
     *     given
     * @param at shows what was in force at this time, in all layers; now unless given
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getConfiguration")
    @GetMapping
    AgentConfiguration getConfiguration(
            @PathVariable UUID agentId,
            @RequestParam(required = false) @Min(0) @Nullable Long revision,
            @RequestParam(required = false) @Nullable Instant at) {
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

    /**
     * Replaces an agent's overrides. What is left out is no longer overridden. The change binds at once and is
     * published as {@code configuration-changed}.
     * <p>Refused with {@code configuration-invalid} when the overrides, or the configuration that comes out, would not be valid;
     * {@code errors} lists all faults.
     *
     * @param agentId the agent's id; it need not be registered
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replaceConfiguration")
    @PutMapping
    AgentConfiguration replaceConfiguration(
            @PathVariable UUID agentId, Revision basis, @Valid @RequestBody ChangeConfigurationRequest request) {
        return configurations.change(agentId, request::replacing, request.reason(), basis);
    }

    /**
     * Changes some of an agent's overrides. {@code values} is a merge patch (RFC 7396): members that it has are set,
     * those that are null are no longer overridden, and all others stay. The change binds at once and is published as
     * {@code configuration-changed}.
     * <p>Refused with {@code configuration-invalid} when the overrides, or the configuration that comes out, would not be valid;
     * {@code errors} lists all faults.
     *
     * @param agentId the agent's id; it need not be registered
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "changeConfiguration")
    @PatchMapping
    AgentConfiguration patchConfiguration(
            @PathVariable UUID agentId, Revision basis, @Valid @RequestBody ChangeConfigurationRequest request) {
        return configurations.change(agentId, request::patching, request.reason(), basis);
    }

    /**
     * Lists all changes of an agent's overrides. The newest comes first; there is none while nothing was overridden.
     *
     * @param agentId the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listConfigurationRevisions")
    @GetMapping("/revisions")
    Page<ConfigurationRevision> listConfigurationRevisions(
            @PathVariable UUID agentId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return configurations.history(agentId, Cursor.decodeNumber(cursor), limit);
    }

    /**
     * Compares two revisions of an agent's overrides. Refused with {@code configuration-revision-not-found} when there is no such
     * revision.
     *
     * @param agentId the agent's id
     * @param from the revision to compare with; 0 is before the first
     * @param to the revision that is compared; 0 is before the first
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "diffConfiguration")
    @GetMapping("/diff")
    ConfigurationDifference compareConfigurationRevisions(
            @PathVariable UUID agentId, @RequestParam @Min(0) long from, @RequestParam @Min(0) long to) {
        return configurations.difference(agentId, from, to);
    }

    /**
     * Restores an agent's overrides as they were at a revision. The restored overrides are a new revision, and the history
     * stays whole. The change binds at once and is published as {@code configuration-changed}.
     * <p>Refused with {@code configuration-revision-not-found} when there is no such revision, and with
     * {@code configuration-invalid} when what was valid then is not valid over the defaults of today.
     *
     * @param agentId the agent's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "rollBackConfiguration")
    @PostMapping("/rollback")
    AgentConfiguration rollBackConfiguration(
            @PathVariable UUID agentId, Revision basis, @Valid @RequestBody RollBackConfigurationRequest request) {
        return configurations.rollBack(agentId, request.revision(), request.reason(), basis);
    }

    /**
     * Checks changes of an agent's overrides without making them. The body is a merge patch of the overrides (RFC 7396), as in the
     * {@code values} of a change; without one, the present configuration is checked, as at the activation of the agent. A
     * configuration that would not be valid is no refusal: the answer lists its faults.
     *
     * @param agentId the agent's id; it need not be registered
     * @param changes the settings to change, by their names; those that are null would no longer be overridden
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "validateConfiguration")
    @PostMapping("/validate")
    ConfigurationVerdict validateConfiguration(
            @PathVariable UUID agentId,
            @Schema(example = "{\"model\": \"large-1\", \"temperature\": 0.2}") @RequestBody(required = false) @Nullable
                    Map<String, @Nullable Object> changes) {
        return ConfigurationVerdict.of(configurations.validate(agentId, changes == null ? Map.of() : changes));
    }
}
