package io.agentplane.registry.probe;

import io.agentplane.platform.net.OutsideClient;
import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProbeConfiguration {

    private static final Duration VERDICT_INTERVAL = Duration.ofSeconds(1);

    @Bean(initMethod = "start", destroyMethod = "stop")
    HttpClient probeClient(ProbeSettings settings) {
        return OutsideClient.create("probe", settings.allowedNetworks(), settings.timeout(), settings.maxConcurrent());
    }

    @Bean
    SignalledLoop probing(ProbeRounds rounds, ProbeSettings settings) {
        return new SignalledLoop("probes", ProbeSchedule.tick(settings.interval()), rounds::probeDue);
    }

    @Bean
    SignalledLoop probeVerdictLoop(ProbeVerdicts verdicts) {
        var loop = new SignalledLoop("probe-verdicts", VERDICT_INTERVAL, verdicts::write);
        verdicts.whenThereAreSome(loop::wake);
        return loop;
    }
}
