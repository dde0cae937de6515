package io.agentplane.registry.recovery;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RecoveryConfiguration {

    @Bean
    SignalledLoop recoveryLoop(Recoveries recoveries, DatabaseSignals signals, RecoverySettings settings) {
        var loop = new SignalledLoop("recovery", settings.pollInterval(), recoveries::goOn);
        signals.listen(RecoveryListener.SIGNAL, any -> loop.wake());
        return loop;
    }
}
