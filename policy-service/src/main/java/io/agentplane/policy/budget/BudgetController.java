package io.agentplane.policy.budget;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Budgets limit what agents may spend, in US dollars, in tokens or both: those of one agent, of all agents of an
 * owner, and of the whole namespace. Each counts by the calendar of UTC. What is reserved counts as taken until it is
 * settled or given back.
 */
@Tag(name = "Budgets")
@RestController
@RequestMapping("/budgets")
class BudgetController {

    private final BudgetBook book;

    BudgetController(BudgetBook book) {
        this.book = book;
    }

    /**
     * Lists the budgets. Each budget is told with what is taken of it in the running period. The oldest budget comes
     * first.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listBudgets")
    @GetMapping
    Page<BudgetView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return book.list(Cursor.decodeId(cursor), limit);
    }

    // No ETag: the answers also tell what is taken, which changes without the revision.
    /**
     * Shows the budget of an agent. What is reserved and spent changes without the revision. Refused with
     * {@code budget-not-found} when none was set.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgentBudget")
    @GetMapping("/agent/{id}")
    BudgetView ofAgent(@PathVariable UUID id) {
        return book.get(BudgetScope.AGENT, id.toString());
    }

    /**
     * Shows the budget of an owner. What is reserved and spent changes without the revision. Refused with
     * {@code budget-not-found} when none was set.
     *
     * @param owner the owner's name, exactly as agents have it
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getOwnerBudget")
    @GetMapping("/owner/{owner}")
    BudgetView ofOwner(@PathVariable @Size(max = 200) @Addressable String owner) {
        return book.get(BudgetScope.OWNER, owner);
    }

    /**
     * Shows the budget of the namespace. A namespace for which none was set has one without limits for the period,
     * which caps each task at one US dollar unless the service is set otherwise; its revision is 0. What is reserved
     * and spent changes without the revision. Refused with {@code budget-not-found} when the name is another
     * namespace's.
     *
     * @param name the namespace's name: that of the call
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getNamespaceBudget")
    @GetMapping("/namespace/{name}")
    BudgetView ofNamespace(@PathVariable @SimpleName String name) {
        return book.get(BudgetScope.NAMESPACE, name);
    }

    /**
     * Sets the budget of an agent. The agent need not be known yet. A limit that is left out does not apply. When the
     * period changes, what was taken since the new period began, and all that was taken in the period that is running,
     * counts in it. Reservations that are held stay. The event {@code budget-changed} is published, and
     * {@code budget-threshold-reached} as more is taken, at 80 and 100 percent.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setAgentBudget")
    @PutMapping("/agent/{id}")
    BudgetView changeOfAgent(@PathVariable UUID id, Revision read, @Valid @RequestBody WriteBudgetRequest request) {
        return change(BudgetScope.AGENT, id.toString(), read, request);
    }

    /**
     * Sets the budget of an owner. The owner need not be known yet. A limit that is left out does not apply. When the
     * period changes, what was taken since the new period began, and all that was taken in the period that is running,
     * counts in it. Reservations that are held stay. The event {@code budget-changed} is published, and
     * {@code budget-threshold-reached} as more is taken, at 80 and 100 percent.
     *
     * @param owner the owner's name, exactly as agents have it
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setOwnerBudget")
    @PutMapping("/owner/{owner}")
    BudgetView changeOfOwner(
            @PathVariable @Size(max = 200) @Addressable String owner,
            Revision read,
            @Valid @RequestBody WriteBudgetRequest request) {
        return change(BudgetScope.OWNER, owner, read, request);
    }

    /**
     * Sets the budget of the namespace. A limit that is left out does not apply, the cap of tasks included. When the
     * period changes, what was taken since the new period began, and all that was taken in the period that is running,
     * counts in it. Reservations that are held stay. The event {@code budget-changed} is published, and
     * {@code budget-threshold-reached} as more is taken, at 80 and 100 percent. Refused with {@code budget-not-found}
     * when the name is another namespace's.
     *
     * @param name the namespace's name: that of the call
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setNamespaceBudget")
    @PutMapping("/namespace/{name}")
    BudgetView changeOfNamespace(
            @PathVariable @SimpleName String name, Revision read, @Valid @RequestBody WriteBudgetRequest request) {
        return change(BudgetScope.NAMESPACE, name, read, request);
    }

    private BudgetView change(BudgetScope scope, String id, Revision read, WriteBudgetRequest request) {
        return book.change(scope, id, request, read);
    }
}
