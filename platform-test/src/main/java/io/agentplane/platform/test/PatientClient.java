package io.agentplane.platform.test;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.resttestclient.autoconfigure.RestTestClientBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.context.WebApplicationContext;

/**
 * The client of {@link ServiceTest}: the JDK's whatever else is on the class path, and patient, because on a busy machine an
 * answer may take longer than the ten seconds that another one waits.
 */
@TestConfiguration(proxyBeanMethods = false)
class PatientClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static ClientHttpRequestFactory requests() {
        var factory = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        factory.setReadTimeout(PATIENCE);
        return factory;
    }

    @Bean
    RestTestClient restTestClient(WebApplicationContext context, List<RestTestClientBuilderCustomizer> customizers) {
        RestTestClient.Builder<?> builder = RestTestClient.bindToServer(requests())
                .uriBuilderFactory(LocalTestWebServer.obtain(context).uriBuilderFactory());
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
