package io.agentplane.policy.policy;

import org.jspecify.annotations.Nullable;

/**
 * How a test of a policy ended.
 *
 * @param name the test's name
 * @param passed whether the policy did what the test says
 * @param matches whether the policy had to match
 * @param failedCondition the key of the first condition that did not hold, or {@code expression}; absent when the
 *     policy matched
 * @param unclear why it is not known whether the policy matches, in which case the test fails; absent otherwise
 */
record PolicyTestResult(
        String name,
        boolean passed,
        boolean matches,
        @Nullable String failedCondition,
        @Nullable String unclear) {}
