package io.agentplane.policy.policy;

import io.agentplane.platform.event.Aggregate;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.policy.PolicyEvent.PolicyChanged;
import io.agentplane.policy.policy.PolicyEvent.PolicyCreated;
import io.agentplane.policy.policy.PolicyEvent.PolicyDeleted;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A policy as it is kept; the engine's {@code Policy} is what it is compiled from. */
@Entity
@Table(name = "policy")
class StoredPolicy extends Aggregate {

    @Id
    private UUID id;

    private String name;
    private String description;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> conditions;

    private @Nullable String expression;

    @Enumerated(EnumType.STRING)
    private PolicyAction action;

    private int priority;
    private boolean enabled;

    @Enumerated(EnumType.STRING)
    private PolicyMode mode;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<PolicyTest> tests;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ApprovalTerms approval;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected StoredPolicy() {}

    @SuppressWarnings("NullAway.Init")
    StoredPolicy(UUID id, WritePolicyRequest request, Instant now) {
        this.id = id;
        createdAt = now;
        write(request, now);
        record(() -> new PolicyCreated(view(), namespace()));
    }

    /** Puts the whole policy into a new form. */
    void change(WritePolicyRequest request, Instant now) {
        write(request, now);
        record(() -> new PolicyChanged(view(), namespace()));
    }

    /** Tells others of the end; the deletion itself is the repository's. */
    void delete() {
        record(() -> new PolicyDeleted(view(true, revision() + 1), namespace()));
    }

    private void write(WritePolicyRequest request, Instant now) {
        name = request.name();
        description = Objects.requireNonNull(request.description());
        conditions = Objects.requireNonNull(request.conditions());
        expression = request.expression();
        action = request.action();
        priority = Objects.requireNonNull(request.priority());
        enabled = Objects.requireNonNull(request.enabled());
        mode = Objects.requireNonNull(request.mode());
        tests = Objects.requireNonNull(request.tests());
        approval = request.approval();
        updatedAt = now;
    }

    /** As the engine compiles it. */
    Policy compilable() {
        return new Policy(id.toString(), name, conditions, expression, action, priority, enabled, mode, createdAt);
    }

    List<PolicyTest> tests() {
        return tests;
    }

    ApprovalTerms approvalTerms() {
        return approval == null ? ApprovalTerms.USUAL : approval;
    }

    @Override
    public UUID getId() {
        return id;
    }

    PolicyView view() {
        return view(null, revision());
    }

    private PolicyView view(@Nullable Boolean deleted, long revision) {
        return new PolicyView(
                id,
                name,
                description,
                conditions,
                expression,
                action,
                priority,
                enabled,
                mode,
                tests,
                approval,
                createdAt,
                updatedAt,
                deleted,
                revision);
    }
}
