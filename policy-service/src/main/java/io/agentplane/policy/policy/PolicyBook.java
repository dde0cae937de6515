package io.agentplane.policy.policy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.agentplane.policy.engine.InvalidPolicyException;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicySet;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What one can do with the policies of the present namespace. None is stored that doesn't compile. */
@Service
public class PolicyBook {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** JSON's way to write the one character that PostgreSQL can't store. */
    private static final String NUL = "\\u0000";

    private final PolicyRepository policies;
    private final JsonMapper json;
    private final Clock clock;

    PolicyBook(PolicyRepository policies, JsonMapper json, Clock clock) {
        this.policies = policies;
        this.json = json;
        this.clock = clock;
    }

    /** Takes a policy; the same name twice in a namespace is a conflict, however close the two come. */
    @Transactional
    PolicyView create(WritePolicyRequest request) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        requireMeaningful(id, request);
        return store(new StoredPolicy(id, request, clock.instant()));
    }

    @Transactional
    PolicyView change(UUID id, WritePolicyRequest request, Revision read) {
        requireMeaningful(id, request);
        StoredPolicy policy = find(id);
        read.requireCurrent(policy.revision());
        policy.change(request, clock.instant());
        return store(policy);
    }

    @Transactional
    void delete(UUID id, Revision read) {
        StoredPolicy policy = find(id);
        read.requireCurrent(policy.revision());
        policy.delete();
        policies.delete(policy);
    }

    @Transactional(readOnly = true)
    PolicyView get(UUID id) {
        return find(id).view();
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    Page<PolicyView> list(@Nullable UUID after, int limit) {
        List<PolicyView> views = policies
                .findByIdGreaterThanOrderById(Objects.requireNonNullElse(after, BEFORE_ALL), Limit.of(limit + 1))
                .stream()
                .map(StoredPolicy::view)
                .toList();
        return Page.cut(views, limit, policy -> policy.id().toString());
    }

    private StoredPolicy find(UUID id) {
        return policies.findById(id)
                .orElseThrow(() -> PolicyProblem.POLICY_NOT_FOUND.because("There is no policy with this id"));
    }

    private PolicyView store(StoredPolicy policy) {
        try {
            return policies.saveAndFlush(policy).view();
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused,
                    () -> PolicyProblem.POLICY_NAME_TAKEN.because("Another policy of this namespace has this name"));
        }
    }

    private void requireMeaningful(UUID id, WritePolicyRequest request) {
        if (json.writeValueAsString(request.conditions()).contains(NUL)) {
            throw invalid("conditions", "must not contain the character U+0000");
        }
        try {
            PolicySet.compile(List.of(new Policy(
                    id.toString(),
                    request.name(),
                    Objects.requireNonNull(request.conditions()),
                    request.action(),
                    Objects.requireNonNull(request.priority()),
                    true,
                    Objects.requireNonNull(request.mode()),
                    clock.instant())));
        } catch (InvalidPolicyException invalid) {
            throw invalid("conditions." + invalid.key(), invalid.reason());
        }
    }

    private static DomainException invalid(String field, String message) {
        return PolicyProblem.POLICY_INVALID
                .because("The conditions can't be meant as they are written")
                .withErrors(List.of(new FieldFault(field, message)));
    }
}
