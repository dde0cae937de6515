package io.agentplane.config.prompt;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

@RestController
@RequestMapping("/prompts")
class PromptController {

    private final PromptLibrary library;
    private final Idempotency idempotency;

    PromptController(PromptLibrary library, Idempotency idempotency) {
        this.library = library;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createPrompt")
    @PostMapping
    ResponseEntity<PromptVersion> createPrompt(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody CreatePromptRequest request) {
        return created(idempotency.once(
                key, request, PromptVersion.class, () -> library.create(request.name(), request.draft())));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "addPromptVersion")
    @PostMapping("/{name}/versions")
    ResponseEntity<PromptVersion> addPromptVersion(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody AddPromptVersionRequest request) {
        return created(idempotency.once(
                key,
                new OfPrompt<>(name, request),
                PromptVersion.class,
                () -> library.addVersion(name, request.draft())));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "rollBackPrompt")
    @PostMapping("/{name}/rollback")
    PromptVersion rollBackPrompt(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RollBackPromptRequest request) {
        return idempotency.once(
                key,
                new OfPrompt<>(name, request),
                PromptVersion.class,
                () -> library.rollBack(name, request.version()));
    }

    /** The latest version, unless another is asked for. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getPrompt")
    @GetMapping("/{name}")
    PromptVersion getPrompt(
            @PathVariable String name, @RequestParam(required = false) @Min(1) @Nullable Integer version) {
        return version == null ? library.getLatest(name) : library.getVersion(name, version);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listPromptVersions")
    @GetMapping("/{name}/versions")
    Page<PromptVersion> listPromptVersions(
            @PathVariable String name,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return library.history(name, Cursor.decodeNumber(cursor), limit);
    }

    private static ResponseEntity<PromptVersion> created(PromptVersion version) {
        return ResponseEntity.created(
                        Location.of("/prompts/{name}?version={version}", version.name(), version.version()))
                .body(version);
    }

    /** What an Idempotency-Key stands for where the body alone doesn't say which prompt is meant. */
    private record OfPrompt<R>(String name, R request) {}

    record RollBackPromptRequest(@NotNull @Min(1) Integer version) {}
}
