package io.agentplane.scheduler.execution;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import io.agentplane.scheduler.fleet.Fleet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {

    @Bean
    SignalledLoop sweeping(Sweeper sweeper, DatabaseSignals signals, ExecutionSettings settings) {
        var loop = new SignalledLoop("sweeper", settings.sweepInterval(), sweeper::sweep);
        signals.listen(Fleet.CHANGED, any -> loop.wake());
        return loop;
    }

    @Bean
    SignalledLoop handingOver(Handover handover, DatabaseSignals signals, ExecutionSettings settings) {
        var loop = new SignalledLoop("handover", settings.sweepInterval(), handover::handOverAll);
        signals.listen(Fleet.CHANGED, any -> loop.wake());
        return loop;
    }
}
