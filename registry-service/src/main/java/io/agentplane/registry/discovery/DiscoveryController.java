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
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.beans.PropertyEditorSupport;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.CustomCollectionEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finds agents: by what they can do, by name, owner, role and tags, and the best of them for a job. */
@Tag(name = "Discovery")
@RestController
class DiscoveryController {

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

    /** As in bodies, where they are taken in small letters too. */
    @InitBinder
    void readRoles(WebDataBinder binder) {
        binder.registerCustomEditor(AgentRole.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(AgentRole.valueOf(text.toUpperCase(Locale.ROOT)));
            }
        });
    }

    /**
     * Finds agents. All that is asked for must hold; the agents come in the order in which they were registered.
     * Without a {@code status} active agents are found; when hardly any agent that fits is active (less than a fifth,
     * unless the registry is set otherwise) the degraded ones are found too, and {@code massFailure} says so.
     *
     * @param capabilities what the agent must be able to do; may be given up to 20 times, and the agent must have all
     * @param tags a tag that the agent must have, as {@code key:value}; may be given up to 20 times, and the agent must
     *     have all
     * @param status the status that the agent must have; may be given several times for one of several, and {@code ANY}
     *     is all of them
     * @param name the agent's exact name
     * @param version a range of versions in npm's notation, such as {@code ^1.2} or {@code >=1.2 <2}; needs the
     *     {@code name}
     * @param role the agent's role, in capitals or small letters
     * @param owner the agent's exact owner
     * @param text beginnings of words of the agent's name or description, all of which must occur, in capitals or not.
     *     In scripts without blanks between words any two characters in a row are a word
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listAgents")
    @GetMapping("/agents")
    AgentPage search(
            @RequestParam(name = "capability", defaultValue = "") @Size(max = 20)
                    List<@NotBlank @Size(min = 1, max = 100) @PlainText String> capabilities,
            @RequestParam(name = "tag", required = false) @Size(max = 20) @Nullable
                    List<@NotBlank @Size(min = 1, max = 301) @PlainText String> tags,
            @RequestParam(required = false) @Size(max = 5) @Nullable List<StatusFilter> status,
            @RequestParam(required = false) @Size(max = 100) @PlainText @Nullable String name,
            @RequestParam(required = false) @Size(max = 100) @Nullable String version,
            @RequestParam(required = false) @Nullable AgentRole role,
            @RequestParam(required = false) @Size(max = 100) @PlainText @Nullable String owner,
            @RequestParam(name = "q", required = false) @Size(max = 100) @Nullable String text,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        var position = PagePosition.parse(Cursor.decode(cursor));
        var search = new AgentSearch(
                capabilities,
                tags == null ? Map.of() : tags(tags),
                status == null ? Set.of() : StatusFilter.statuses(status),
                name,
                versions(name, version),
                role,
                owner == null ? null : composed(owner),
                words(text),
                position.after(),
                limit);
        return status == null ? directory.searchActive(search, position.massFailure()) : directory.search(search);
    }

    /**
     * Ranks the agents for a job. The best comes first. Ranked are the active agents that don't drain and have at least one of the capabilities. Nothing is changed, so it can be sent again. The answer has at most 1 MiB, and so may have
     * fewer agents than asked for.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "rankAgents")
    @PostMapping("/agents/rank")
    List<RankedAgentView> rank(@Valid @RequestBody RankAgentsRequest request) {
        return ranking.rank(request);
    }

    /** Lists the roles that agents can have. The most important comes first. They are the same in all namespaces. */
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

    private static RuntimeException invalid(String field, String message) {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: " + field)
                .withErrors(List.of(new FieldFault(field, message)));
    }
}
