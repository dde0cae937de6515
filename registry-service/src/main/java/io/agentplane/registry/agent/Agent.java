package io.agentplane.registry.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.Aggregate;
import io.agentplane.registry.agent.AgentEvent.AgentActivated;
import io.agentplane.registry.agent.AgentEvent.AgentBackupActivated;
import io.agentplane.registry.agent.AgentEvent.AgentChanged;
import io.agentplane.registry.agent.AgentEvent.AgentDeactivated;
import io.agentplane.registry.agent.AgentEvent.AgentDecommissioned;
import io.agentplane.registry.agent.AgentEvent.AgentDegraded;
import io.agentplane.registry.agent.AgentEvent.AgentDraining;
import io.agentplane.registry.agent.AgentEvent.AgentInstancesChanged;
import io.agentplane.registry.agent.AgentEvent.AgentLeftClusters;
import io.agentplane.registry.agent.AgentEvent.AgentRecovered;
import io.agentplane.registry.agent.AgentEvent.AgentRecoveryAttempted;
import io.agentplane.registry.agent.AgentEvent.AgentRecoveryGivenUp;
import io.agentplane.registry.agent.AgentEvent.AgentRecoveryStepMissed;
import io.agentplane.registry.agent.AgentEvent.AgentRegistered;
import io.agentplane.registry.agent.AgentEvent.AgentTasksHandedOver;
import io.agentplane.registry.agent.AgentEvent.AgentTransferred;
import io.agentplane.registry.agent.AgentView.InstanceView;
import io.agentplane.registry.agent.Signs.Sign;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    @Convert(converter = Endpoint.Column.class)
    private @Nullable Endpoint endpoint;

    @JdbcTypeCode(SqlTypes.JSON)
    private Instances instances;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> protocols;

    private int maxConcurrency;
    private long timeoutMillis;
    private @Nullable Long degradedAfterMillis;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> tags;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Resources resources;

    private @Nullable UUID backupAgentId;

    @Enumerated(EnumType.STRING)
    private AgentStatus status;

    private @Nullable String statusReason;

    @Enumerated(EnumType.STRING)
    private @Nullable DegradationCause degradedFor;

    private Instant statusSince;
    private @Nullable Instant drainSince;
    private @Nullable Instant drainUntil;
    private Instant registeredAt;

    /** Counted so that each step has a revision of its own. */
    private int recoverySteps;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Agent() {}

    Agent(UUID id, RegisterAgentRequest request, Instant now) {
        this.id = id;
        name = request.name();
        version = request.version();
        owner = request.owner();
        status = AgentStatus.REGISTERED;
        statusSince = now;
        registeredAt = now;
        instances = Instances.NONE;
        describe(request, now);
        record(() -> new AgentRegistered(view(), namespace()));
    }

    /** Takes over what is said of the agent. Its name, version and owner stay. */
    void change(RegisterAgentRequest request, Instant now) {
        requireAlive();
        describe(request, now);
        record(() -> new AgentChanged(view(), namespace()));
    }

    private void describe(RegisterAgentRequest request, Instant now) {
        description = Objects.requireNonNull(request.description());
        role = Objects.requireNonNull(request.role());
        specialization = request.specialization();
        capabilities = distinct(request.capabilities());
        tools = distinct(request.tools());
        model = request.model();
        moveTo(request.endpoint(), now);
        protocols = distinct(request.protocols());
        maxConcurrency = Objects.requireNonNull(request.maxConcurrency());
        timeoutMillis = Objects.requireNonNull(request.timeout()).toMillis();
        Duration silence = request.degradedAfter();
        degradedAfterMillis = silence == null ? null : silence.toMillis();
        tags = Map.copyOf(Objects.requireNonNull(request.tags()));
        resources = request.resources();
        backupAgentId = request.backupAgentId();
    }

    /** The endpoint in the registration is that of the first instance. */
    private void moveTo(@Nullable String url, Instant now) {
        Endpoint next = url == null ? null : new Endpoint(url);
        if (Objects.equals(endpoint, next)) {
            return;
        }
        Instances others = instances.without(instance ->
                instance.endpoint().equals(endpoint) || instance.endpoint().equals(next));
        instances = next == null ? others : others.plusFirst(newInstance(next, now));
        endpoint = next;
    }

    /** Tells nobody of an owner that the agent has already. */
    void transferTo(String newOwner) {
        if (owner.equals(newOwner)) {
            return;
        }
        owner = newOwner;
        record(() -> new AgentTransferred(view(), namespace()));
    }

    /** Adds a replica; one whose endpoint is known already stays as it is. */
    Instance addInstance(Endpoint at, Instant now) {
        requireAlive();
        Optional<Instance> known = instances.at(at);
        if (known.isPresent()) {
            return known.get();
        }
        Instance added = newInstance(at, now);
        changeInstances(instances.plus(added, endpoint));
        return added;
    }

    void removeInstance(UUID instanceId) {
        Instance gone = instances
                .with(instanceId)
                .orElseThrow(() -> AgentProblem.INSTANCE_NOT_FOUND.because("The agent has no such instance"));
        if (gone.endpoint().equals(endpoint)) {
            endpoint = null;
        }
        changeInstances(instances.without(gone::equals));
    }

    /** False when the instance is gone or in this state already. */
    boolean markInstance(UUID instanceId, InstanceStatus newStatus, @Nullable String reason) {
        if (instances
                .with(instanceId)
                .filter(instance -> instance.status() != newStatus)
                .isEmpty()) {
            return false;
        }
        changeInstances(instances.marked(instanceId, newStatus, reason));
        return true;
    }

    private void changeInstances(Instances changed) {
        instances = changed;
        record(() -> new AgentInstancesChanged(view(), namespace()));
    }

    private static Instance newInstance(Endpoint at, Instant now) {
        return new Instance(UuidCreator.getTimeOrderedEpoch(), at, InstanceStatus.HEALTHY, null, now);
    }

    /** Lets the agent work. Whether it may is asked before. */
    void activate(Instant now) {
        become(AgentStatus.ACTIVE, null, now);
        record(() -> new AgentActivated(view(), namespace()));
    }

    /** Takes an agent that doesn't show itself out of look-ups, until it comes back. */
    void degrade(DegradationCause cause, String reason, Instant now) {
        become(AgentStatus.DEGRADED, reason, now);
        degradedFor = cause;
        record(() -> new AgentDegraded(view(), namespace()));
    }

    /** Only who was active before comes back without being asked for. */
    void recover(Instant now) {
        if (status != AgentStatus.DEGRADED) {
            throw new IllegalStateException("not degraded");
        }
        become(AgentStatus.ACTIVE, null, now);
        record(() -> new AgentRecovered(view(), namespace()));
    }

    /** Writes down what was done for a degraded agent. */
    void record(RecoveryStep step) {
        recoverySteps++;
        record(() -> switch (step) {
            case TASKS_HANDED_OVER -> new AgentTasksHandedOver(view(), namespace());
            case BACKUP_ACTIVATED -> new AgentBackupActivated(view(), namespace());
            case CLUSTERS_LEFT -> new AgentLeftClusters(view(), namespace());
            case ATTEMPTED -> new AgentRecoveryAttempted(view(), namespace());
            case MISSED -> new AgentRecoveryStepMissed(view(), namespace());
            case GIVEN_UP -> new AgentRecoveryGivenUp(view(), namespace());
        });
    }

    /** Lets the agent finish what it has until then; asked again, the new time holds. */
    void drain(Instant now, Instant until) {
        requireCanBecome(AgentStatus.INACTIVE);
        drainSince = drainSince == null ? now : drainSince;
        drainUntil = until;
        record(() -> new AgentDraining(view(), namespace()));
    }

    /** Takes the agent out of work for good; its tasks go to others. */
    void deactivate(String reason, Instant now) {
        become(AgentStatus.INACTIVE, reason, now);
        drainSince = null;
        drainUntil = null;
        record(() -> new AgentDeactivated(view(), namespace()));
    }

    void decommission(@Nullable String reason, Instant now) {
        become(AgentStatus.DECOMMISSIONED, reason, now);
        record(() -> new AgentDecommissioned(view(), namespace()));
    }

    /** Refuses a step that the life of an agent doesn't have. */
    void requireCanBecome(AgentStatus next) {
        if (!status.canBecome(next)) {
            throw AgentProblem.ILLEGAL_TRANSITION
                    .because("An agent that is " + status + " cannot become " + next)
                    .with("agentStatus", status);
        }
    }

    private void requireAlive() {
        if (status == AgentStatus.DECOMMISSIONED) {
            throw AgentProblem.AGENT_DECOMMISSIONED.because(
                    "The agent is decommissioned and cannot be changed; register a new version");
        }
    }

    private void become(AgentStatus next, @Nullable String reason, Instant now) {
        requireCanBecome(next);
        status = next;
        statusReason = reason;
        statusSince = now;
        degradedFor = null;
    }

    AgentStatus status() {
        return status;
    }

    boolean isDegradedFor(DegradationCause cause) {
        return degradedFor == cause;
    }

    boolean isDraining() {
        return drainUntil != null;
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    @Nullable
    UUID backupAgentId() {
        return backupAgentId;
    }

    @Override
    public UUID getId() {
        return id;
    }

    /** What would register this agent as it is described now. */
    RegisterAgentRequest registration() {
        return new RegisterAgentRequest(
                name,
                version,
                description,
                owner,
                role,
                specialization,
                capabilities,
                tools,
                model,
                endpoint == null ? null : endpoint.url(),
                protocols,
                maxConcurrency,
                Duration.ofMillis(timeoutMillis),
                degradedAfterMillis == null ? null : Duration.ofMillis(degradedAfterMillis),
                tags,
                resources,
                backupAgentId);
    }

    AgentView view() {
        return view(Signs.NONE);
    }

    AgentView view(Signs signs) {
        Sign sign = signs.ofAgent(id);
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
                endpoint == null ? null : endpoint.url(),
                instances.all().stream()
                        .map(instance -> view(instance, signs.ofInstance(instance.id())))
                        .toList(),
                protocols,
                maxConcurrency,
                Duration.ofMillis(timeoutMillis),
                degradedAfterMillis == null ? null : Duration.ofMillis(degradedAfterMillis),
                tags,
                resources,
                backupAgentId,
                status,
                statusReason,
                degradedFor,
                statusSince,
                drainUntil,
                registeredAt,
                sign == null ? null : sign.at(),
                sign == null ? null : sign.errorRate(),
                sign == null ? null : sign.responseTime(),
                signs.load(id),
                revision());
    }

    private static InstanceView view(Instance instance, @Nullable Sign sign) {
        return new InstanceView(
                instance.id(),
                instance.endpoint().url(),
                instance.status(),
                instance.statusReason(),
                instance.registeredAt(),
                sign == null ? null : sign.at(),
                sign == null ? 0 : sign.load());
    }

    private static List<String> distinct(@Nullable List<String> names) {
        return Objects.requireNonNull(names).stream().distinct().toList();
    }
}
