package io.agentplane.registry.discovery;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.registry.agent.AgentRole;
import io.agentplane.registry.agent.AgentStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.CustomCollectionEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DiscoveryController {

    private static final String ANY = "ANY";

    private final AgentDirectory directory;
    private final AgentRanking ranking;

    DiscoveryController(AgentDirectory directory, AgentRanking ranking) {
        this.directory = directory;
        this.ranking = ranking;
    }

    /** One tag stays one, also when its value has commas. */
    @InitBinder("tag")
    void keepCommas(WebDataBinder binder) {
        binder.registerCustomEditor(List.class, new CustomCollectionEditor(List.class));
    }

    /**
     * Looks for agents; all that is asked for must hold. A page ends at 1 MiB, too.
     *
     * @param status active ones when left out, and degraded ones too in a mass failure; several may be given, or ANY
     * @param version a range such as {@code ^1.2}; needs the name
     * @param text beginnings of words of the name or description, however composed or capitalised; any two characters in a
     *     row where a script has no blanks between words
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listAgents")
    @GetMapping("/agents")
    AgentPage search(
            @RequestParam(name = "capability", defaultValue = "") @Size(max = 20)
                    List<@NotBlank @Size(max = 100) @PlainText String> capabilities,
            @RequestParam(name = "tag", required = false) @Size(max = 20) @Nullable
                    List<@NotBlank @Size(max = 301) @PlainText String> tags,
            @RequestParam(required = false) @Size(max = 5) @Nullable List<String> status,
            @RequestParam(required = false) @Size(max = 100) @PlainText @Nullable String name,
            @RequestParam(required = false) @Size(max = 100) @Nullable String version,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Size(max = 100) @PlainText @Nullable String owner,
            @RequestParam(name = "q", required = false) @Size(max = 100) @Nullable String text,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        var position = PagePosition.parse(Cursor.decode(cursor));
        var search = new AgentSearch(
                capabilities,
                tags == null ? Map.of() : tags(tags),
                status == null ? Set.of() : statuses(status),
                name,
                versions(name, version),
                role == null ? null : constant(AgentRole.values(), AgentRole::wireName, "role", role),
                owner == null ? null : composed(owner),
                words(text),
                position.after(),
                limit);
        return status == null ? directory.searchActive(search, position.massFailure()) : directory.search(search);
    }

    /** Ranks the active agents for a job, the best first; the answer ends at 1 MiB. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "rankAgents")
    @PostMapping("/agents/rank")
    List<RankedAgentView> rank(@Valid @RequestBody RankAgentsRequest request) {
        return ranking.rank(request);
    }

    /** The roles that agents can have, the most important first. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listAgentRoles")
    @GetMapping("/roles-catalog")
    Page<AgentRoleView> roles() {
        return new Page<>(AgentRoleView.all(), null);
    }

    private @Nullable List<String> versions(@Nullable String name, @Nullable String range) {
        if (range == null) {
            return null;
        }
        if (name == null) {
            throw invalid("version", "needs the name whose versions are meant");
        }
        try {
            return directory.versions(name, VersionRange.parse(range));
        } catch (IllegalArgumentException unreadable) {
            throw invalid("version", "must be a range of versions, such as ^1.2 or >=1.2 <2");
        }
    }

    private static Set<AgentStatus> statuses(List<String> names) {
        Set<AgentStatus> statuses = EnumSet.noneOf(AgentStatus.class);
        for (String name : names) {
            statuses.addAll(
                    name.equals(ANY)
                            ? EnumSet.allOf(AgentStatus.class)
                            : Set.of(constant(AgentStatus.values(), AgentStatus::name, "status", name)));
        }
        return statuses;
    }

    private static Set<String> words(@Nullable String text) {
        if (text == null) {
            return Set.of();
        }
        Set<String> words = Words.of(text);
        if (words.isEmpty()) {
            throw invalid("q", "must have a letter or a digit");
        }
        return words;
    }

    private static Map<String, String> tags(List<String> pairs) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw invalid("tag", "must be of the form key:value");
            }
            tags.put(pair.substring(0, colon), composed(pair.substring(colon + 1)));
        }
        return tags;
    }

    /** As owners and values of tags are registered. */
    private static String composed(String text) {
        return Normalizer.normalize(text, Form.NFC);
    }

    private static <E> E constant(E[] all, Function<E, String> wireName, String field, String text) {
        return Stream.of(all)
                .filter(constant -> wireName.apply(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        field, "must be one of " + Stream.of(all).map(wireName).toList()));
    }

    private static RuntimeException invalid(String field, String message) {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: " + field)
                .withErrors(List.of(new FieldFault(field, message)));
    }
}
