package io.agentplane.policy.policy;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tests to be tried in place of the policy's own. The body may be left out.
 *
 * @param tests the tests; the policy's own when left out
 */
@Schema(example = """
        {
          "tests": [
            {
              "name": "an expensive call is met",
              "agent": {"role": "WORKER"},
              "action": "call",
              "resource": "model/large-1",
              "context": {"cost": 7.5},
              "matches": true
            }
          ]
        }
        """)
record TestPolicyRequest(@Size(max = 100) @Nullable List<@NotNull @Valid PolicyTest> tests) {}
