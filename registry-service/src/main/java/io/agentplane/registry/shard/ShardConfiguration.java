package io.agentplane.registry.shard;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ShardConfiguration {

    @Bean
    SignalledLoop shardRenewal(ShardLeases leases, DatabaseSignals signals, ShardSettings settings) {
        var loop = new SignalledLoop("shards", settings.renewInterval(), leases::renew);
        signals.listen(ShardLeases.SIGNAL, any -> loop.wake());
        return loop;
    }
}
