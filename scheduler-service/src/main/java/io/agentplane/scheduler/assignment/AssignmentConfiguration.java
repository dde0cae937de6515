package io.agentplane.scheduler.assignment;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.task.TaskSignal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AssignmentConfiguration {

    @Bean
    SignalledLoop assigning(Assigner assigner, DatabaseSignals signals, AssignmentSettings settings) {
        var loop = new SignalledLoop("assigner", settings.interval(), assigner::assignAll);
        signals.listen(TaskSignal.ASSIGNABLE, any -> loop.wake());
        signals.listen(Fleet.CHANGED, any -> loop.wake());
        return loop;
    }
}
