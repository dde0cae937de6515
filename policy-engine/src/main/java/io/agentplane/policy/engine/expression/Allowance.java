package io.agentplane.policy.engine.expression;

/**
 * What deciding may cost, in steps, over all the policies that are asked. A step is some looking: at a part of an
 * expression, at one element of a list, at 16 characters; about 50 ns at worst, mostly less. It is counted rather than timed,
 * so that all who decide on a request come to the same end.
 *
 * <p>One expression may use a quarter of a decision's steps, and those of all policies that only log, such as on trial, a half:
 * what doesn't bind must not use up what that needs which does. An expression that has no more can't be told, and the decision
 * goes on. Used by one thread.
 */
public final class Allowance {

    /** For one decision. */
    public static final long STEPS = 2_000_000;

    private static final long STEPS_OF_EXPRESSION = STEPS / 4;
    private static final long STEPS_OF_LOGGING = STEPS / 2;

    private static final long DECISIONS_OF_MANY = 30;

    private long total;
    private long limit;
    private long limitOfExpression;
    private long used;
    private long usedForLogging;
    private boolean logging;

    private Allowance(long total) {
        this.total = total;
    }

    /** For a single decision. */
    public static Allowance ofOne() {
        return new Allowance(STEPS);
    }

    /** For many decisions that are asked for together, as much as thirty of the most expensive. */
    public static Allowance ofMany() {
        return new Allowance(DECISIONS_OF_MANY * STEPS);
    }

    /** From here on another decision is made, of what the ones before have left. */
    public void beginDecision() {
        total -= used;
        used = 0;
        usedForLogging = 0;
        limit = Math.min(STEPS, total);
    }

    /** Takes steps for what an expression isn't part of; whether there were enough. */
    public boolean take(long steps) {
        used = Math.min(used + steps, limit + 1);
        return used <= limit;
    }

    /** Whether the decision has to end, though it isn't made. */
    public boolean isSpent() {
        return used > limit;
    }

    /** How much the present decision has taken. */
    public long used() {
        return used;
    }

    /** @param onlyLogs whether its policy has no say in the decision */
    public void beginExpression(boolean onlyLogs) {
        logging = onlyLogs;
        long most = onlyLogs ? Math.min(STEPS_OF_EXPRESSION, STEPS_OF_LOGGING - usedForLogging) : STEPS_OF_EXPRESSION;
        limitOfExpression = Math.min(limit, used + most);
    }

    /** @throws SpentError when the expression, or the decision, has no more */
    void spend(long steps) {
        // What can't be paid isn't done, so it takes no more than there is.
        long paid = Math.min(steps, limitOfExpression + 1 - used);
        used += paid;
        usedForLogging += logging ? paid : 0;
        if (used > limitOfExpression) {
            throw SpentError.SPENT;
        }
    }

    /** Ends an evaluation at once. No exception: those CEL takes for values, and goes on. */
    static final class SpentError extends Error {

        private static final SpentError SPENT = new SpentError();

        private SpentError() {
            super("the request is too large for this expression", null, false, false);
        }
    }
}
