package io.agentplane.policy.engine;

import io.agentplane.policy.engine.expression.Allowance;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The policies that one request could match, merged from lists sorted by rank as they are asked for: after the
 * deciding policy nothing is touched.
 */
final class Candidates {

    /** For taking a policy from one of many lists. */
    private static final int STEPS = 4;

    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>();
    private final Allowance allowance;
    private int lastRank = -1;

    Candidates(Allowance allowance) {
        this.allowance = allowance;
    }

    void add(List<CompiledPolicy> policies) {
        if (!policies.isEmpty()) {
            cursors.add(new Cursor(policies));
        }
    }

    /**
     * The next by rank, or null at the end, or when finding one that binds can't be paid for any more. A policy that a list
     * attribute finds under several values comes once.
     */
    @Nullable
    CompiledPolicy next() {
        for (Cursor cursor = cursors.poll(); cursor != null; cursor = cursors.poll()) {
            CompiledPolicy policy = cursor.current();
            boolean paid = allowance.find(policy.onlyLogs(), STEPS);
            if (!paid && !policy.onlyLogs()) {
                return null;
            }
            if (paid ? cursor.advance() : cursor.advanceToBinding()) {
                cursors.add(cursor);
            }
            if (paid && policy.rank() != lastRank) {
                lastRank = policy.rank();
                return policy;
            }
        }
        return null;
    }

    private static final class Cursor implements Comparable<Cursor> {

        private final List<CompiledPolicy> policies;
        private int position;

        Cursor(List<CompiledPolicy> policies) {
            this.policies = policies;
        }

        CompiledPolicy current() {
            return policies.get(position);
        }

        boolean advance() {
            position++;
            return position < policies.size();
        }

        /** Passes over those that only log, since nothing pays for them. */
        boolean advanceToBinding() {
            do {
                position++;
            } while (position < policies.size() && current().onlyLogs());
            return position < policies.size();
        }

        @Override
        public int compareTo(Cursor other) {
            return Integer.compare(current().rank(), other.current().rank());
        }
    }
}
