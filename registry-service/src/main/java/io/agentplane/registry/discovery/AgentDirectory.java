package io.agentplane.registry.discovery;

import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.AgentView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds agents of the present namespace. */
@Service
class AgentDirectory {

    private static final Set<AgentStatus> ACTIVE = Set.of(AgentStatus.ACTIVE);
    private static final Set<AgentStatus> LIVING = Set.of(AgentStatus.ACTIVE, AgentStatus.DEGRADED);

    private final DiscoveryQueries queries;
    private final AgentRegistry registry;
    private final Pages pages;
    private final DiscoverySettings settings;

    AgentDirectory(DiscoveryQueries queries, AgentRegistry registry, Pages pages, DiscoverySettings settings) {
        this.queries = queries;
        this.registry = registry;
        this.pages = pages;
        this.settings = settings;
    }

    /** Finds exactly what is asked for. */
    @Transactional(readOnly = true)
    AgentPage search(AgentSearch search) {
        return page(search, null);
    }

    /**
     * Finds the active agents that fit; when hardly any is, the degraded ones too, and says so. Only a page that the
     * active ones don't fill needs a second look.
     *
     * @param massFailure whether the page before said so
     */
    @Transactional(readOnly = true)
    AgentPage searchActive(AgentSearch search, boolean massFailure) {
        if (massFailure) {
            return page(search.in(LIVING), true);
        }
        AgentPage active = page(search.in(ACTIVE), null);
        return search.after() == null && active.nextCursor() == null && isMassFailure(search)
                ? page(search.in(LIVING), true)
                : active;
    }

    private boolean isMassFailure(AgentSearch search) {
        Map<String, Long> agents = queries.count(search.in(LIVING));
        long active = agents.getOrDefault(AgentStatus.ACTIVE.name(), 0L);
        long degraded = agents.getOrDefault(AgentStatus.DEGRADED.name(), 0L);
        return degraded > 0 && active < settings.healthyShare() * (active + degraded);
    }

    private AgentPage page(AgentSearch search, @Nullable Boolean massFailure) {
        Page<AgentView> page = pages.fill(
                registry.stream(queries.search(search)),
                search.limit(),
                agent -> new PagePosition(agent.id(), massFailure != null).text());
        return new AgentPage(page.items(), page.nextCursor(), massFailure);
    }

    /** The versions of a name that lie in a range. */
    @Transactional(readOnly = true)
    List<String> versions(String name, VersionRange range) {
        return queries.versions(name).stream().filter(range::contains).toList();
    }
}
