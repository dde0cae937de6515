package io.agentplane.policy.decision;

import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.policy.evaluation.KeptDecision;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps decisions. One that someone will quote is stored before it is told; an ALLOW is written within a fifth of a
 * second, many with one statement, and an orderly stop writes what is left.
 */
@Component
class DecisionLog {

    private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);
    private static final int BATCH = 500;

    private final DecisionQueries queries;
    private final DecisionSettings settings;
    private final Pages pages;
    private final LinkedBlockingQueue<KeptDecision> waiting = new LinkedBlockingQueue<>();

    DecisionLog(DecisionQueries queries, DecisionSettings settings, Pages pages) {
        this.queries = queries;
        this.settings = settings;
        this.pages = pages;
    }

    /** Returns when all that must be found by its id is stored; what doesn't fit among the waiting is stored too. */
    void keep(List<KeptDecision> decisions) {
        List<KeptDecision> atOnce = new ArrayList<>();
        for (KeptDecision decision : decisions) {
            if (decision.binds() || waiting.size() >= settings.maxWaiting()) {
                atOnce.add(decision);
            } else {
                waiting.add(decision);
            }
        }
        if (!atOnce.isEmpty()) {
            queries.insert(atOnce);
        }
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    Page<KeptDecision> list(DecisionSearch search) {
        return pages.fill(
                queries.search(search),
                search.limit(),
                decision -> decision.id().toString());
    }

    /** Writes what waits. While the database is away it goes on waiting. */
    @Scheduled(fixedDelayString = "PT0.2S")
    @PreDestroy
    synchronized void write() {
        try {
            while (!waiting.isEmpty()) {
                List<KeptDecision> batch = waiting.stream().limit(BATCH).toList();
                queries.insert(batch);
                batch.forEach(written -> waiting.poll());
            }
        } catch (DataAccessException | TransactionException away) {
            log.warn("{} decisions wait for the database: {}", waiting.size(), away.getMessage());
        }
    }
}
