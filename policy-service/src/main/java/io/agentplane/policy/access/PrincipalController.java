package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PrincipalController {

    private final PrincipalDirectory directory;
    private final Idempotency idempotency;

    PrincipalController(PrincipalDirectory directory, Idempotency idempotency) {
        this.directory = directory;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createPrincipal")
    @PostMapping("/principals")
    ResponseEntity<PrincipalView> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody CreatePrincipalRequest request) {
        PrincipalView principal = idempotency.once(
                key, request, PrincipalView.class, () -> directory.prepare(request), directory::create);
        return ResponseEntity.created(Location.below(principal.id()))
                .eTag(Revision.eTag(principal.revision()))
                .body(principal);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "listPrincipals")
    @GetMapping("/principals")
    Page<PrincipalView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return directory.list(Cursor.decodeId(cursor), limit);
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "getPrincipal")
    @GetMapping("/principals/{id}")
    PrincipalView get(@PathVariable UUID id, HttpServletResponse response) {
        PrincipalView principal = directory.get(id);
        // Not as an answer's ETag, for which Spring would answer 304: what roles give changes without the revision.
        response.setHeader(HttpHeaders.ETAG, Revision.eTag(principal.revision()));
        return principal;
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replacePrincipal")
    @PutMapping("/principals/{id}")
    ResponseEntity<PrincipalView> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangePrincipalRequest request) {
        return answer(directory.change(id, request, Revision.ifMatch(ifMatch)));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "deletePrincipal")
    @DeleteMapping("/principals/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        directory.delete(id);
    }

    private static ResponseEntity<PrincipalView> answer(PrincipalView principal) {
        return ResponseEntity.ok().eTag(Revision.eTag(principal.revision())).body(principal);
    }
}
