package io.agentplane.policy.budget;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
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

    @GetMapping
    Page<BudgetView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return book.list(Cursor.decodeId(cursor), limit);
    }

    @GetMapping("/{scope}/{id}")
    ResponseEntity<BudgetView> get(@PathVariable String scope, @PathVariable @Size(max = 200) @Addressable String id) {
        // No ETag: the answer also tells what is taken, which changes without the revision.
        return ResponseEntity.ok(book.get(scope(scope), id));
    }

    /** Sets the limits; {@code If-Match: "0"} makes a new budget. */
    @PutMapping("/{scope}/{id}")
    ResponseEntity<BudgetView> change(
            @PathVariable String scope,
            @PathVariable @Size(max = 200) @Addressable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteBudgetRequest request) {
        BudgetView view = book.change(scope(scope), id, request, Revision.ifMatch(ifMatch));
        return ResponseEntity.ok().eTag(Revision.eTag(view.revision())).body(view);
    }

    private static BudgetScope scope(String name) {
        return Arrays.stream(BudgetScope.values())
                .filter(scope -> scope.name().equalsIgnoreCase(name))
                .findAny()
                .orElseThrow(() -> PlatformProblem.NOT_FOUND.because("A budget's scope is agent, owner or namespace"));
    }
}
