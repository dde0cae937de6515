package io.agentplane.policy.policy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.platform.web.Revision;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What one can do with the policies of the present namespace. None is stored that doesn't compile. */
@Service
public class PolicyBook {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** The id of a policy that isn't stored yet. */
    private static final String SENT = "sent";

    private final PolicyRepository policies;
    private final PolicySetQueries sets;
    private final PolicyWork work;
    private final Pages pages;
    private final PolicySettings settings;
    private final StoredJson json;
    private final Clock clock;

    PolicyBook(
            PolicyRepository policies,
            PolicySetQueries sets,
            PolicyWork work,
            Pages pages,
            PolicySettings settings,
            StoredJson json,
            Clock clock) {
        this.policies = policies;
        this.sets = sets;
        this.work = work;
        this.pages = pages;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Compiles a policy and tries its tests, before any transaction. */
    CheckedPolicy check(WritePolicyRequest request) {
        requireMeaningful(request);
        Instant now = clock.instant();
        return work.outsideTransaction(() -> checked(request, now));
    }

    /** Takes a policy; the same name twice in a namespace is a conflict, however close the two come. */
    @Transactional
    PolicyView create(CheckedPolicy checked) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        PolicyView policy = store(new StoredPolicy(id, checked.request(), clock.instant()));
        if (sets.count() > settings.maxPerNamespace()) {
            throw PolicyProblem.POLICY_LIMIT_REACHED.because(
                    "A namespace has at most %,d policies; delete some, or put several into one"
                            .formatted(settings.maxPerNamespace()));
        }
        return policy;
    }

    @Transactional
    PolicyView change(UUID id, CheckedPolicy checked, Revision read) {
        StoredPolicy policy = find(id);
        read.requireCurrent(policy.revision());
        policy.change(checked.request(), clock.instant());
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

    /** Tries a policy's own tests, or others. */
    List<PolicyTestResult> test(UUID id, @Nullable List<PolicyTest> others) {
        StoredPolicy policy = find(id);
        Policy compilable = policy.compilable();
        List<PolicyTest> tests = others == null ? policy.tests() : others;
        Instant now = clock.instant();
        return work.outsideTransaction(() -> new PolicyTestRun(compilable, now).results(tests));
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    Page<PolicyView> list(@Nullable UUID after, int limit) {
        return pages.fill(
                policies.findByIdGreaterThanOrderById(
                                Objects.requireNonNullElse(after, BEFORE_ALL), Limit.of(limit + 1))
                        .map(StoredPolicy::view),
                limit,
                policy -> policy.id().toString());
    }

    /** Those of a policy; one that was deleted a moment ago has the usual ones. */
    @Transactional(readOnly = true)
    public ApprovalTerms approvalTerms(UUID id) {
        return policies.findById(id).map(StoredPolicy::approvalTerms).orElse(ApprovalTerms.USUAL);
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

    private static void requireMeaningful(WritePolicyRequest request) {
        if (request.approval() != null && request.action() != PolicyAction.REQUIRE_APPROVAL) {
            throw invalid(List.of(new FieldFault("approval", "is for policies with the action REQUIRE_APPROVAL")));
        }
    }

    private static CheckedPolicy checked(WritePolicyRequest request, Instant now) {
        Policy policy = request.compilable(SENT, now);
        List<FieldFault> faults = PolicyFaults.of(policy, "");
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        List<FieldFault> failures = new PolicyTestRun(policy, now).faults(Objects.requireNonNull(request.tests()));
        if (!failures.isEmpty()) {
            throw PolicyProblem.POLICY_TESTS_FAILED
                    .because("The policy doesn't do what its tests say, and is not stored")
                    .withErrors(failures);
        }
        return new CheckedPolicy(request);
    }

    private static DomainException invalid(List<FieldFault> faults) {
        return PolicyProblem.POLICY_INVALID
                .because("The policy is not valid; correct what errors names")
                .withErrors(faults);
    }
}
