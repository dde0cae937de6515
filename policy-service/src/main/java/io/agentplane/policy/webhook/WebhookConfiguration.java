package io.agentplane.policy.webhook;

import io.agentplane.platform.net.OutsideClient;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);

    @Bean(initMethod = "start", destroyMethod = "stop")
    HttpClient webhookClient(WebhookSettings settings) {
        return OutsideClient.create(
                "webhook", settings.allowedNetworks(), settings.timeout(), settings.maxConcurrent());
    }

    @Bean
    SignalledLoop deliveryLoop(DeliverySender sender, DatabaseSignals signals) {
        var loop = new SignalledLoop("approval-deliveries", LOOK_AT_LEAST_EVERY, sender::sendDue);
        sender.whenThereIsRoom(loop::wake);
        signals.listen(DeliveryWriter.SIGNAL, any -> loop.wake());
        return loop;
    }
}
