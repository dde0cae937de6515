package io.agentplane.policy.webhook;

import io.agentplane.platform.net.OutsideClient;
import io.agentplane.platform.retention.Retention;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalledLoop;
import org.eclipse.jetty.client.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean(initMethod = "start", destroyMethod = "stop")
    HttpClient webhookClient(WebhookSettings settings) {
        return OutsideClient.create(
                "webhook", settings.allowedNetworks(), settings.timeout(), settings.maxConcurrent());
    }

    @Bean
    SignalledLoop deliveryLoop(DeliverySender sender, DatabaseSignals signals, WebhookSettings settings) {
        var loop = new SignalledLoop("approval-deliveries", settings.lookInterval(), sender::sendDue);
        sender.whenThereIsRoom(loop::wake);
        signals.listen(DeliveryWriter.SIGNAL, any -> loop.wake());
        return loop;
    }

    @Bean
    Retention deliveryRetention(WebhookSettings settings, JdbcClient jdbc) {
        return Retention.of("approval_delivery", "created_at", settings.retention(), jdbc);
    }
}
