package io.agentplane.registry.agent;

import io.agentplane.platform.event.Aggregate;
import io.agentplane.registry.agent.AgentEvent.AgentActivated;
import io.agentplane.registry.agent.AgentEvent.AgentDeactivated;
import io.agentplane.registry.agent.AgentEvent.AgentRegistered;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One version of an agent. Its intent methods are the only way to change it; each checks, changes and records its event. */
@Entity
class Agent extends Aggregate {

    @Id
    private UUID id;

    private String name;
    private String version;
    private String description;
    private String owner;

    @Enumerated(EnumType.STRING)
    private AgentRole role;

    private @Nullable String specialization;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> capabilities;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> tools;

    private @Nullable String model;
    private @Nullable String endpoint;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> protocols;

    private int maxConcurrency;
    private long timeoutMillis;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> tags;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Resources resources;

    private @Nullable UUID backupAgentId;

    @Enumerated(EnumType.STRING)
    private AgentStatus status;

    private @Nullable String statusReason;
    private Instant registeredAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Agent() {}

    Agent(UUID id, RegisterAgentRequest request, Instant now) {
        this.id = id;
        name = request.name();
        version = request.version();
        description = Objects.requireNonNull(request.description());
        owner = request.owner();
        role = Objects.requireNonNull(request.role());
        specialization = request.specialization();
        capabilities = distinct(request.capabilities());
        tools = distinct(request.tools());
        model = request.model();
        endpoint = request.endpoint();
        protocols = distinct(request.protocols());
        maxConcurrency = Objects.requireNonNull(request.maxConcurrency());
        timeoutMillis = Objects.requireNonNull(request.timeout()).toMillis();
        tags = Map.copyOf(Objects.requireNonNull(request.tags()));
        resources = request.resources();
        backupAgentId = request.backupAgentId();
        status = AgentStatus.REGISTERED;
        registeredAt = now;
        record(() -> new AgentRegistered(view(), namespace()));
    }

    /** Lets the agent work. Whether it may is asked before. */
    void activate() {
        become(AgentStatus.ACTIVE, null);
        record(() -> new AgentActivated(view(), namespace()));
    }

    /** Takes the agent out of work for good; its tasks go to others. */
    void deactivate(String reason) {
        become(AgentStatus.INACTIVE, reason);
        record(() -> new AgentDeactivated(view(), namespace()));
    }

    /** Refuses a step that the life of an agent doesn't have. */
    void requireCanBecome(AgentStatus next) {
        if (!status.canBecome(next)) {
            throw AgentProblem.ILLEGAL_TRANSITION
                    .because("An agent that is " + status + " cannot become " + next)
                    .with("agentStatus", status);
        }
    }

    private void become(AgentStatus next, @Nullable String reason) {
        requireCanBecome(next);
        status = next;
        statusReason = reason;
    }

    @Override
    public UUID getId() {
        return id;
    }

    AgentView view() {
        return view(null);
    }

    AgentView view(@Nullable Heartbeat heartbeat) {
        return new AgentView(
                id,
                name,
                version,
                description,
                owner,
                role,
                specialization,
                capabilities,
                tools,
                model,
                endpoint,
                protocols,
                maxConcurrency,
                Duration.ofMillis(timeoutMillis),
                tags,
                resources,
                backupAgentId,
                status,
                statusReason,
                registeredAt,
                heartbeat == null ? null : heartbeat.at(),
                heartbeat == null ? 0 : heartbeat.load(),
                revision());
    }

    private static List<String> distinct(@Nullable List<String> names) {
        return Objects.requireNonNull(names).stream().distinct().toList();
    }
}
