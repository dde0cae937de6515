package io.agentplane.policy.engine.expression;

/**
 * What deciding may cost, in steps, over all the policies that are asked. A step is some looking: at a part of an
 * expression, at one element of a list, at 16 characters; 54 ns were measured at worst, mostly less. It is counted rather
 * than timed, so that all who decide on a request come to the same end.
 *
 * <p>Policies that only log, such as on trial, have an account of their own, a quarter of a decision's steps: whatever
 * they look at, those that bind have the other three quarters, and only when these are spent does the decision have to
 * end. One expression may use a quarter. A policy that has no more can't be told. Used by one thread.
 */
public final class Allowance {

    /** For one decision. */
    public static final long STEPS = 2_000_000;

    private static final long STEPS_OF_LOGGING = STEPS / 4;
    private static final long STEPS_OF_BINDING = STEPS - STEPS_OF_LOGGING;
    private static final long STEPS_OF_EXPRESSION = STEPS / 4;

    /**
     * Left for finding the policies that only log when no more can be looked at: enough to note all that a namespace may
     * have.
     */
    private static final long STEPS_OF_NOTING = STEPS_OF_LOGGING / 8;

    private static final long DECISIONS_OF_MANY = 30;

    private final Account binding;
    private final Account logging;
    private Account open;
    private long limitOfPolicy;
    private long limitOfExpression;

    private Allowance(long decisions) {
        binding = new Account(STEPS_OF_BINDING, decisions);
        logging = new Account(STEPS_OF_LOGGING, decisions);
        open = binding;
    }

    /** For a single decision. */
    public static Allowance ofOne() {
        return new Allowance(1);
    }

    /** For many decisions that are asked for together, as much as thirty of the most expensive. */
    public static Allowance ofMany() {
        return new Allowance(DECISIONS_OF_MANY);
    }

    /** From here on another decision is made, of what the ones before have left. */
    public void beginDecision() {
        binding.beginDecision();
        logging.beginDecision();
        beginPolicy(false);
    }

    /**
     * Pays for finding a policy, before it is asked.
     *
     * @param onlyLogs whether it has no say in the decision
     * @return whether there was enough
     */
    public boolean find(boolean onlyLogs, long steps) {
        Account account = onlyLogs ? logging : binding;
        return account.take(steps, account.limit);
    }

    /** @param onlyLogs whether the policy that is asked from here on has no say in the decision */
    public void beginPolicy(boolean onlyLogs) {
        open = onlyLogs ? logging : binding;
        limitOfPolicy = onlyLogs ? logging.limit - STEPS_OF_NOTING : binding.limit;
    }

    /** Pays for what the policy does besides its expression; whether there was enough. */
    public boolean take(long steps) {
        return open.take(steps, limitOfPolicy);
    }

    /** Whether the policy can look at nothing more. */
    public boolean isPolicySpent() {
        return open.used > limitOfPolicy;
    }

    /** Whether the decision has to end, though it isn't made. */
    public boolean isSpent() {
        return binding.used > binding.limit;
    }

    /** How much the present decision has taken. */
    public long used() {
        return binding.used + logging.used;
    }

    /** Whether the policy's expression can be looked at. */
    boolean beginExpression() {
        limitOfExpression = Math.min(limitOfPolicy, open.used + STEPS_OF_EXPRESSION);
        return !isPolicySpent();
    }

    /** @throws SpentError when the expression, or the decision, has no more */
    void spend(long steps) {
        if (!open.take(steps, limitOfExpression)) {
            throw SpentError.SPENT;
        }
    }

    private static final class Account {

        private final long ofDecision;
        private long total;
        private long limit;
        private long used;

        Account(long ofDecision, long decisions) {
            this.ofDecision = ofDecision;
            this.total = ofDecision * decisions;
        }

        void beginDecision() {
            total -= used;
            used = 0;
            limit = Math.min(ofDecision, total);
        }

        /** Takes one more than there is when there isn't enough: what can't be paid isn't done. */
        boolean take(long steps, long most) {
            used = Math.max(used, Math.min(used + steps, most + 1));
            return used <= most;
        }
    }

    /** Ends an evaluation at once. No exception: those CEL takes for values, and goes on. */
    static final class SpentError extends Error {

        static final String MESSAGE = "the request is too large for this expression";

        private static final SpentError SPENT = new SpentError();

        private SpentError() {
            super(MESSAGE, null, false, false);
        }
    }
}
