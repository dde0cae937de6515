package io.agentplane.platform.note;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notes")
class NoteController {

    private final Notebook notebook;
    private final Idempotency idempotency;

    NoteController(Notebook notebook, Idempotency idempotency) {
        this.notebook = notebook;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "firstNoteOperation")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<NoteView> write(@Nullable IdempotencyKey key, @Valid @RequestBody WriteNoteRequest request) {
        NoteView note = idempotency.once(key, request, NoteView.class, () -> notebook.write(request.text()));
        return ResponseEntity.created(Location.below(note.id())).body(note);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "secondNoteOperation")
    @PutMapping("/{id}")
    NoteView rewrite(@PathVariable UUID id, Revision read, @Valid @RequestBody WriteNoteRequest request) {
        return notebook.rewrite(id, request.text(), read);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "thirdNoteOperation")
    @GetMapping("/{id}")
    NoteView get(@PathVariable UUID id) {
        return notebook.get(id);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "fourthNoteOperation")
    @GetMapping
    Page<NoteView> list(@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        return notebook.list(limit);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "fifthNoteOperation")
    @GetMapping("/fault")
    NoteView fault() {
        throw new IllegalStateException("A secret that no caller may see");
    }

    record WriteNoteRequest(@NotBlank @Size(max = 1000) String text) {}
}
