package io.agentplane.policy.policy;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Policies say what agents may do. Those of a namespace are asked in the order of their priority; the first that
 * matches with {@code ALLOW}, {@code DENY} or {@code REQUIRE_APPROVAL} decides, and where none does the namespace's
 * default decision holds.
 */
@Tag(name = "Policies")
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

    /**
     * Creates a policy. The policy is compiled, and its own tests are tried, before it is stored. It binds when the
     * answer comes, and at every replica and other service about a second later. The event {@code policy-created} is
     * published.
     *
     * <p>Refused with {@code policy-invalid}, whose {@code errors} name the conditions and the places in the
     * expression at fault, with {@code policy-tests-failed}, {@code policy-name-taken}, {@code policy-limit-reached}
     * when the namespace has 10 000 policies (unless the service is set otherwise), {@code policy-too-costly} when
     * compiling or trying it takes too long, and {@code policies-busy}.
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "createPolicy")
    @PostMapping
    ResponseEntity<PolicyView> create(@Nullable IdempotencyKey key, @Valid @RequestBody WritePolicyRequest request) {
        PolicyView policy = inForce.bound(() -> idempotency.once(
                key, request, PolicyView.class, () -> book.check(request), checked -> book.create(checked)));
        return ResponseEntity.created(Location.below(policy.id())).body(policy);
    }

    /**
     * Lists the policies. The oldest policy comes first, which is not the order in which they are asked; switched off
     * ones are in it.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listPolicies")
    @GetMapping
    Page<PolicyView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return book.list(Cursor.decodeId(cursor), limit);
    }

    /**
     * Shows a policy. The policy is told as it is stored, with its tests. Refused with {@code policy-not-found}.
     *
     * @param id the policy's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getPolicy")
    @GetMapping("/{id}")
    PolicyView get(@PathVariable UUID id) {
        return book.get(id);
    }

    /**
     * Replaces a policy. The body is the whole policy: what is left out gets its default, whatever it was before. It
     * is compiled and its tests are tried first; the former version stays in the list of versions. It binds as a new
     * one does, and the event {@code policy-changed} is published.
     *
     * <p>Refused with {@code policy-not-found}, {@code policy-invalid}, {@code policy-tests-failed},
     * {@code policy-name-taken}, {@code policy-too-costly} and {@code policies-busy}, and then the policy stays as it
     * was.
     *
     * @param id the policy's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replacePolicy")
    @PutMapping("/{id}")
    PolicyView change(@PathVariable UUID id, Revision read, @Valid @RequestBody WritePolicyRequest request) {
        CheckedPolicy checked = book.check(request);
        return inForce.bound(() -> book.change(id, checked, read));
    }

    /**
     * Deletes a policy. The policy binds no more, and its versions can still be listed. Approvals that it asked for
     * stay as they are. The event {@code policy-deleted} is published. Refused with {@code policy-not-found}.
     *
     * @param id the policy's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "deletePolicy")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Revision read) {
        inForce.bound(() -> {
            book.delete(id, read);
            return id;
        });
    }

    /**
     * Lists the versions of a policy. The newest version comes first; those of a deleted policy are found too. Refused
     * with {@code policy-not-found} when the namespace never had the policy.
     *
     * @param id the policy's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listPolicyVersions")
    @GetMapping("/{id}/versions")
    Page<PolicyVersionView> versions(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return versions.list(id, Cursor.decodeNumber(cursor), limit);
    }

    /**
     * Tries the tests of a policy. The tests are those in the body, or the policy's own without a body. Each asks the
     * policy alone, as if it were enabled and enforced. Nothing changes, so it can be sent again. A test that fails
     * is told in the answer and is no refusal.
     *
     * <p>Refused with {@code policy-not-found}, {@code policy-too-costly} when trying takes too long, and
     * {@code policies-busy}.
     *
     * @param id the policy's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "testPolicy")
    @PostMapping("/{id}/test")
    Page<PolicyTestResult> test(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable TestPolicyRequest request) {
        return new Page<>(book.test(id, request == null ? null : request.tests()), null);
    }

    /**
     * Shows the namespace's default decision. It holds where no policy decides, and is {@code ALLOW}, with revision 0,
     * until it is set.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getDefaultDecision")
    @GetMapping("/default")
    DefaultDecisionView defaultDecision() {
        return defaults.get();
    }

    /**
     * Sets the decision where no policy decides. The decision binds as a changed policy does. The event
     * {@code default-decision-changed} is published.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setDefaultDecision")
    @PutMapping("/default")
    DefaultDecisionView changeDefaultDecision(Revision read, @Valid @RequestBody ChangeDefaultDecisionRequest request) {
        return inForce.bound(() -> defaults.change(request.decision(), read));
    }
}
