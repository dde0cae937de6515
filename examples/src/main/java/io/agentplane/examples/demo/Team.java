package io.agentplane.examples.demo;

import io.agentplane.sdk.Agent;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** The demo's agents at work, each with a key and a process of its own. Closing it sends them home. */
final class Team implements AutoCloseable {

    private record Employed(UUID agentId, AgentProcess process) {}

    private final URI url;
    private final Agentplane asAdministrator;
    private final ControlPlane administrator;
    private final String run;
    private final Path logs;
    private final Map<TeamMember, Employed> members = new EnumMap<>(TeamMember.class);

    /** {@code run} makes the names of this run unique. */
    Team(URI url, Agentplane asAdministrator, String run, Path logs) {
        this.url = url;
        this.asAdministrator = asAdministrator;
        this.administrator = new ControlPlane(asAdministrator);
        this.run = run;
        this.logs = logs;
    }

    /**
     * Gives the agent a key, with which it registers, a configuration, a prompt, and a process. It gets no work before it
     * is activated.
     */
    void hire(TeamMember member) throws InterruptedException {
        String name = "demo-" + member.label() + "-" + run;
        String key = administrator.createKey(name);
        UUID agentId = register(member, key).id();
        Patience.untilHeardOf(() -> administrator.configure(agentId, member.temperature()));
        administrator.createPrompt(name, member.prompt());
        AgentProcess process =
                AgentProcess.start(url, key, agentId, member, logs.resolve("demo-" + member.label() + ".log"));
        members.put(member, new Employed(agentId, process));
    }

    void activate(TeamMember member) throws InterruptedException {
        Patience.untilHeardOf(() -> asAdministrator.activate(agentId(member)));
    }

    UUID agentId(TeamMember member) {
        return employed(member).agentId();
    }

    long kill(TeamMember member) {
        AgentProcess process = employed(member).process();
        process.kill();
        return process.pid();
    }

    @Override
    public void close() {
        members.values().forEach(employed -> employed.process().askToStop());
        members.values().forEach(employed -> employed.process().awaitStopped());
        for (Employed employed : members.values()) {
            try {
                asAdministrator.deactivate(employed.agentId(), "the demo is over");
            } catch (AgentplaneException unreachable) {
                return;
            }
        }
    }

    private Agent register(TeamMember member, String key) throws InterruptedException {
        try (Agentplane asAgent = Agentplane.connect(url, key)) {
            return Patience.untilHeardOf(() -> asAgent.register(member.registration(run)));
        }
    }

    private Employed employed(TeamMember member) {
        Employed employed = members.get(member);
        if (employed == null) {
            throw new IllegalStateException("there is no " + member.label() + " yet");
        }
        return employed;
    }
}
