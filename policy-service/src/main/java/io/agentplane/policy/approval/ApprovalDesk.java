package io.agentplane.policy.approval;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.policy.approval.ApprovalAnswer.Awaited;
import io.agentplane.policy.approval.ApprovalAnswer.Granted;
import io.agentplane.policy.approval.ApprovalAnswer.Refused;
import io.agentplane.policy.approval.ApprovalAnswer.Unused;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalConsumed;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalExpired;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalOpened;
import io.agentplane.policy.approval.ApprovalQueries.Asked;
import io.agentplane.policy.policy.ApprovalTerms;
import io.agentplane.policy.policy.PolicyBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place where approvals are asked for and used up. An approval that was given is used by exactly one request, however
 * many ask at once and on whichever replica; for what isn't approved yet there is one pending approval at a time.
 */
@Service
public class ApprovalDesk {

    /** One lost race after the other; each time another has opened an approval that was decided at once. */
    private static final int MAX_TRIES = 10;

    /** Less than those wait who ask: what they are not told must not have been done. */
    private static final int MAX_SECONDS = 5;

    /** All take their locks in the same order. */
    private static final Comparator<Asked> IN_ORDER = Comparator.comparing(
                    (Asked asked) -> asked.canonical().digest())
            .thenComparing(asked -> asked.question().policyId());

    private final ApprovalQueries queries;
    private final PolicyBook policies;
    private final ApprovalSettings settings;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    ApprovalDesk(
            ApprovalQueries queries,
            PolicyBook policies,
            ApprovalSettings settings,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.queries = queries;
        this.policies = policies;
        this.settings = settings;
        this.events = events;
        transaction = new TransactionTemplate(transactions);
        transaction.setTimeout(MAX_SECONDS);
    }

    /** Answers each question for itself. */
    public List<ApprovalAnswer> ask(List<ApprovalQuestion> questions) {
        List<Asked> asked = inOrder(questions);
        return transaction.execute(status -> {
            queries.lockKeys(asked);
            Set<UUID> used = new HashSet<>();
            return asked.stream()
                    .map(one -> use(one, used).orElseGet(() -> findOrOpen(one)))
                    .toList();
        });
    }

    /** Uses approvals only if there is one for each question; else nothing is used up, and what is missing is asked for. */
    public List<ApprovalAnswer> askTogether(List<ApprovalQuestion> questions) {
        List<Asked> asked = inOrder(questions);
        List<ApprovalAnswer> granted = transaction.execute(status -> {
            queries.lockKeys(asked);
            Set<UUID> used = new HashSet<>();
            List<ApprovalAnswer> answers = asked.stream()
                    .map(one -> use(one, used))
                    .flatMap(Optional::stream)
                    .toList();
            if (answers.size() < asked.size()) {
                status.setRollbackOnly();
            }
            return answers;
        });
        if (granted.size() == asked.size()) {
            return granted;
        }
        Set<UUID> approved = new HashSet<>();
        List<ApprovalAnswer> answers = new ArrayList<>();
        for (ApprovalAnswer unused : granted) {
            approved.add(unused.decisionId());
            answers.add(new Unused(unused.decisionId()));
        }
        List<Asked> missing = asked.stream()
                .filter(one -> !approved.contains(one.question().decisionId()))
                .toList();
        answers.addAll(transaction.execute(
                status -> missing.stream().map(this::findOrOpen).toList()));
        return answers;
    }

    private List<Asked> inOrder(List<ApprovalQuestion> questions) {
        return questions.stream().map(this::bound).sorted(IN_ORDER).toList();
    }

    private Asked bound(ApprovalQuestion question) {
        CanonicalRequest canonical = CanonicalRequest.of(question);
        if (canonical.bytes() > settings.maxContext().toBytes()) {
            throw ApprovalProblem.CONTEXT_TOO_LARGE
                    .because("Approval can't be asked for a request so large; approvers must see the whole of it")
                    .with("maxBytes", settings.maxContext().toBytes());
        }
        return new Asked(question, canonical);
    }

    /** @param used by the questions before this one, which are asked with it: each needs one of its own */
    private Optional<ApprovalAnswer> use(Asked asked, Set<UUID> used) {
        Optional<UUID> approval = queries.usedBefore(asked, used).or(() -> consume(asked));
        approval.ifPresent(used::add);
        return approval.map(id -> new Granted(asked.question().decisionId(), id));
    }

    private Optional<UUID> consume(Asked asked) {
        return queries.consume(asked, policies.approvalTerms(asked.question().policyId()))
                .map(consumed -> {
                    events.publishEvent(new ApprovalConsumed(consumed.withoutComments()));
                    return consumed.id();
                });
    }

    private ApprovalAnswer findOrOpen(Asked asked) {
        ApprovalTerms terms = policies.approvalTerms(asked.question().policyId());
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Optional<ApprovalAnswer> answer =
                    queries.standing(asked, terms).or(() -> open(asked, terms)).map(found -> answer(asked, found));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw ApprovalProblem.ALREADY_DECIDED.because("The approval was decided at the same moment; ask again");
    }

    private Optional<ApprovalView> open(Asked asked, ApprovalTerms terms) {
        queries.expire(asked, terms).ifPresent(due -> events.publishEvent(new ApprovalExpired(due.withoutComments())));
        Optional<ApprovalView> opened = queries.open(UuidCreator.getTimeOrderedEpoch(), asked, terms);
        opened.ifPresent(approval -> events.publishEvent(new ApprovalOpened(approval.withoutComments())));
        return opened;
    }

    private static ApprovalAnswer answer(Asked asked, ApprovalView found) {
        UUID decision = asked.question().decisionId();
        return found.status() == ApprovalStatus.DENIED
                ? new Refused(decision, found.id())
                : new Awaited(decision, found.id());
    }
}
