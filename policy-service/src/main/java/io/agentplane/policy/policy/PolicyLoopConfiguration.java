package io.agentplane.policy.policy;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyLoopConfiguration {

    @Bean
    SignalledLoop policyLoop(PoliciesInForce policies, DatabaseSignals signals) {
        var loop = new SignalledLoop("policies", Duration.ofSeconds(1), policies::look);
        signals.listen(PoliciesInForce.SIGNAL, any -> loop.wake());
        return loop;
    }
}
