package io.agentplane.registry.agent;

import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping("/agents")
class AgentController {

    private static final String ANY = "ANY";

    private final AgentRegistry registry;
    private final Idempotency idempotency;

    AgentController(AgentRegistry registry, Idempotency idempotency) {
        this.registry = registry;
        this.idempotency = idempotency;
    }

    @PostMapping
    ResponseEntity<AgentView> register(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RegisterAgentRequest request) {
        AgentView agent = idempotency.once(key, request, AgentView.class, () -> registry.register(request));
        return ResponseEntity.created(ServletUriComponentsBuilder.fromCurrentRequestUri()
                        .path("/{id}")
                        .build(agent.id()))
                .eTag(Revision.eTag(agent.revision()))
                .body(agent);
    }

    @GetMapping
    Page<AgentView> search(
            @RequestParam(name = "capability", defaultValue = "") @Size(max = 20) List<String> capabilities,
            @RequestParam(name = "tag", defaultValue = "") @Size(max = 20) List<String> tags,
            @RequestParam(defaultValue = "ACTIVE") String status,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Size(max = 100) @Nullable String owner,
            @RequestParam(name = "q", required = false) @Size(max = 100) @Nullable String text,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return registry.search(new AgentSearch(
                capabilities,
                tags(tags),
                status.equals(ANY) ? null : constant(AgentStatus.class, "status", status),
                role == null ? null : constant(AgentRole.class, "role", role.toUpperCase(Locale.ROOT)),
                owner,
                text,
                Cursor.decodeId(cursor),
                limit));
    }

    @GetMapping("/{id}")
    ResponseEntity<AgentView> get(@PathVariable UUID id) {
        return answer(registry.get(id));
    }

    @PostMapping("/{id}/activate")
    ResponseEntity<AgentView> activate(@PathVariable UUID id) {
        return answer(registry.activate(id));
    }

    @PostMapping("/{id}/deactivate")
    ResponseEntity<AgentView> deactivate(@PathVariable UUID id, @Valid @RequestBody DeactivateAgentRequest request) {
        return answer(registry.deactivate(id, request.reason()));
    }

    private static ResponseEntity<AgentView> answer(AgentView agent) {
        return ResponseEntity.ok().eTag(Revision.eTag(agent.revision())).body(agent);
    }

    private static Map<String, String> tags(List<String> pairs) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw invalid("tag", "must be of the form key:value");
            }
            tags.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return tags;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String field, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw invalid(field, "must be one of " + Arrays.toString(type.getEnumConstants()));
        }
    }

    private static RuntimeException invalid(String field, String message) {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: " + field)
                .withErrors(List.of(new FieldFault(field, message)));
    }
}
