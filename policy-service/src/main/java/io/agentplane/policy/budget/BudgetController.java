package io.agentplane.policy.budget;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/budgets")
class BudgetController {

    private final BudgetBook book;

    BudgetController(BudgetBook book) {
        this.book = book;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listBudgets")
    @GetMapping
    Page<BudgetView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return book.list(Cursor.decodeId(cursor), limit);
    }

    // No ETag: the answers also tell what is taken, which changes without the revision.
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgentBudget")
    @GetMapping("/agent/{id}")
    ResponseEntity<BudgetView> ofAgent(@PathVariable UUID id) {
        return ResponseEntity.ok(book.get(BudgetScope.AGENT, id.toString()));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getOwnerBudget")
    @GetMapping("/owner/{owner}")
    ResponseEntity<BudgetView> ofOwner(@PathVariable @Size(max = 200) @Addressable String owner) {
        return ResponseEntity.ok(book.get(BudgetScope.OWNER, owner));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getNamespaceBudget")
    @GetMapping("/namespace/{name}")
    ResponseEntity<BudgetView> ofNamespace(@PathVariable @SimpleName String name) {
        return ResponseEntity.ok(book.get(BudgetScope.NAMESPACE, name));
    }

    /** Sets the limits; {@code If-Match: "0"} makes a new budget. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setAgentBudget")
    @PutMapping("/agent/{id}")
    ResponseEntity<BudgetView> changeOfAgent(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteBudgetRequest request) {
        return change(BudgetScope.AGENT, id.toString(), ifMatch, request);
    }

    /** Sets the limits; {@code If-Match: "0"} makes a new budget. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setOwnerBudget")
    @PutMapping("/owner/{owner}")
    ResponseEntity<BudgetView> changeOfOwner(
            @PathVariable @Size(max = 200) @Addressable String owner,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteBudgetRequest request) {
        return change(BudgetScope.OWNER, owner, ifMatch, request);
    }

    /** Sets the limits; {@code If-Match: "0"} makes a new budget. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setNamespaceBudget")
    @PutMapping("/namespace/{name}")
    ResponseEntity<BudgetView> changeOfNamespace(
            @PathVariable @SimpleName String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteBudgetRequest request) {
        return change(BudgetScope.NAMESPACE, name, ifMatch, request);
    }

    private ResponseEntity<BudgetView> change(
            BudgetScope scope, String id, @Nullable String ifMatch, WriteBudgetRequest request) {
        BudgetView view = book.change(scope, id, request, Revision.ifMatch(ifMatch));
        return ResponseEntity.ok().eTag(Revision.eTag(view.revision())).body(view);
    }
}
