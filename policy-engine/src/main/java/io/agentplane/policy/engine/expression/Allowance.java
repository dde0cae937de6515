package io.agentplane.policy.engine.expression;

/**
 * What deciding may cost, in steps, over all the policies that are asked. A step is some looking: at a part of an
 * expression, at one element of a list, at 16 characters; about 50 ns at worst, mostly less. It is counted rather than timed,
 * so that all who decide on a request come to the same end.
 *
 * <p>One expression may use a quarter of a decision's steps: a single one that looks at too much, on trial perhaps, can't be
 * told, and the decision goes on. Used by one thread.
 */
public final class Allowance {

    /** For one decision. */
    public static final long STEPS = 2_000_000;

    static final long STEPS_OF_EXPRESSION = STEPS / 4;

    private static final long DECISIONS_OF_MANY = 30;

    private long total;
    private long limit;
    private long limitOfExpression;
    private long used;

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

    void beginExpression() {
        limitOfExpression = Math.min(limit, used + STEPS_OF_EXPRESSION);
    }

    /** @throws SpentError when the expression, or the decision, has no more */
    void spend(long steps) {
        // What can't be paid isn't done, so it takes no more than there is.
        used = Math.min(used + steps, limitOfExpression + 1);
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
