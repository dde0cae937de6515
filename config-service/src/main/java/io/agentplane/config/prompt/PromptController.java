package io.agentplane.config.prompt;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A prompt is a text that agents look up by its name. It is kept version by version, none of which ever changes: another wording
 * is another version, and so is the return to an earlier one. Each new version is published on the topic
 * {@code agentplane.config.prompts.v1}.
 */
@RestController
@Tag(name = "Prompts")
@RequestMapping("/prompts")
class PromptController {

    private final PromptLibrary library;
    private final Idempotency idempotency;

    PromptController(PromptLibrary library, Idempotency idempotency) {
        this.library = library;
        this.idempotency = idempotency;
    }

    /**
     * Creates a prompt with its first version. {@code prompt-created} is published. Refused with {@code prompt-already-exists}
     * when the namespace has a prompt with this name.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createPrompt")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PromptVersion> createPrompt(
            @Nullable IdempotencyKey key, @Valid @RequestBody CreatePromptRequest request) {
        return created(idempotency.once(
                key, request, PromptVersion.class, () -> library.create(request.name(), request.draft())));
    }

    /**
     * Adds a version to a prompt. The new version is the latest at once, and {@code prompt-version-added} is published. Of
     * two that are added at the same time both are kept, one after the other. Refused with {@code prompt-not-found} when the
     * namespace has no such prompt.
     *
     * @param name the prompt's name
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "addPromptVersion")
    @PostMapping("/{name}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PromptVersion> addPromptVersion(
            @PathVariable @SimpleName String name,
            @Nullable IdempotencyKey key,
            @Valid @RequestBody AddPromptVersionRequest request) {
        return created(idempotency.once(
                key,
                new OfPrompt<>(name, request),
                PromptVersion.class,
                () -> library.addVersion(name, request.draft())));
    }

    /**
     * Rolls a prompt back to an earlier version. The text and settings of that version are added as a new version,
     * which is the answer, with the reason "Rollback to vN"; {@code prompt-version-added} is published. Refused with
     * {@code prompt-not-found} and {@code prompt-version-not-found}.
     *
     * @param name the prompt's name
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "rollBackPrompt")
    @PostMapping("/{name}/rollback")
    PromptVersion rollBackPrompt(
            @PathVariable @SimpleName String name,
            @Nullable IdempotencyKey key,
            @Valid @RequestBody RollBackPromptRequest request) {
        return idempotency.once(
                key,
                new OfPrompt<>(name, request),
                PromptVersion.class,
                () -> library.rollBack(name, request.version()));
    }

    /**
     * Shows a prompt in its latest version or another. Refused with {@code prompt-not-found} and
     * {@code prompt-version-not-found}.
     *
     * @param name the prompt's name
     * @param version the version's number; the latest unless given
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getPrompt")
    @GetMapping("/{name}")
    PromptVersion getPrompt(
            @PathVariable @SimpleName String name, @RequestParam(required = false) @Min(1) @Nullable Integer version) {
        return version == null ? library.getLatest(name) : library.getVersion(name, version);
    }

    /**
     * Lists all versions of a prompt. The newest comes first. Refused with {@code prompt-not-found} when the namespace has no
     * such prompt.
     *
     * @param name the prompt's name
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listPromptVersions")
    @GetMapping("/{name}/versions")
    Page<PromptVersion> listPromptVersions(
            @PathVariable @SimpleName String name,
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

    /**
     * Which version to return to.
     *
     * @param version its number
     */
    @Schema(example = """
            {"version": 1}""")
    record RollBackPromptRequest(@NotNull @Min(1) Integer version) {}
}
