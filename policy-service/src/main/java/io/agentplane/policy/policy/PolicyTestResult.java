package io.agentplane.policy.policy;

import org.jspecify.annotations.Nullable;

/**
 * How a test of a policy ended.
 *
 * @param matches what was expected
 * @param failedCondition the first condition that didn't hold; absent when the policy matched
 * @param unclear why nobody knows whether the policy matches, so that the test fails whatever was expected; absent otherwise
 */
record PolicyTestResult(
        String name,
        boolean passed,
        boolean matches,
        @Nullable String failedCondition,
        @Nullable String unclear) {}
