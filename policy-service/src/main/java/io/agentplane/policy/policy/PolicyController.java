package io.agentplane.policy.policy;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/policies")
class PolicyController {

    private final PolicyBook book;
    private final PolicyVersions versions;
    private final DefaultDecisions defaults;
    private final PoliciesInForce inForce;
    private final Idempotency idempotency;

    PolicyController(
            PolicyBook book,
            PolicyVersions versions,
            DefaultDecisions defaults,
            PoliciesInForce inForce,
            Idempotency idempotency) {
        this.book = book;
        this.versions = versions;
        this.defaults = defaults;
        this.inForce = inForce;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createPolicy")
    @PostMapping
    ResponseEntity<PolicyView> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody WritePolicyRequest request) {
        PolicyView policy = inForce.bound(() -> idempotency.once(
                key, request, PolicyView.class, () -> book.check(request), checked -> book.create(checked)));
        return ResponseEntity.created(Location.below(policy.id()))
                .eTag(Revision.eTag(policy.revision()))
                .body(policy);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listPolicies")
    @GetMapping
    Page<PolicyView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return book.list(Cursor.decodeId(cursor), limit);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getPolicy")
    @GetMapping("/{id}")
    ResponseEntity<PolicyView> get(@PathVariable UUID id) {
        return answer(book.get(id));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replacePolicy")
    @PutMapping("/{id}")
    ResponseEntity<PolicyView> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WritePolicyRequest request) {
        Revision read = Revision.ifMatch(ifMatch);
        CheckedPolicy checked = book.check(request);
        return answer(inForce.bound(() -> book.change(id, checked, read)));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "deletePolicy")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Revision read = Revision.ifMatch(ifMatch);
        inForce.bound(() -> {
            book.delete(id, read);
            return id;
        });
    }

    /** What a policy was, the newest first; also of one that is deleted. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listPolicyVersions")
    @GetMapping("/{id}/versions")
    Page<PolicyVersionView> versions(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return versions.list(id, Cursor.decodeNumber(cursor), limit);
    }

    /** Tries the policy's own tests, or those that are sent; changes nothing. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "testPolicy")
    @PostMapping("/{id}/test")
    Page<PolicyTestResult> test(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable TestPolicyRequest request) {
        return new Page<>(book.test(id, request == null ? null : request.tests()), null);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getDefaultDecision")
    @GetMapping("/default")
    ResponseEntity<DefaultDecisionView> defaultDecision() {
        DefaultDecisionView view = defaults.get();
        return ResponseEntity.ok().eTag(Revision.eTag(view.revision())).body(view);
    }

    /** Decides what holds where no policy does. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setDefaultDecision")
    @PutMapping("/default")
    ResponseEntity<DefaultDecisionView> changeDefaultDecision(
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeDefaultDecisionRequest request) {
        Revision read = Revision.ifMatch(ifMatch);
        DefaultDecisionView view = inForce.bound(() -> defaults.change(request.decision(), read));
        return ResponseEntity.ok().eTag(Revision.eTag(view.revision())).body(view);
    }

    private static ResponseEntity<PolicyView> answer(PolicyView policy) {
        return ResponseEntity.ok().eTag(Revision.eTag(policy.revision())).body(policy);
    }
}
