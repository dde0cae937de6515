package io.agentplane.platform.problem;

import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres.Database;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("fault")
@ServiceTest
@TestPropertySource(properties = "spring.datasource.hikari.connection-timeout=500")
class DatabaseAwayTests {

    @Autowired
    private RestTestClient client;

    @Autowired
    private Database database;

    @Test
    void saysSoAndRecoversByItself() {
        database.refuseConnections();
        try {
            client.post()
                    .uri("/notes")
                    .header(HttpHeaders.AUTHORIZATION, TestCaller.in("alpha").bearer())
                    .body(Map.of("text", "lost?"))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("database-unavailable");
        } finally {
            database.acceptConnections();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> status() == HttpStatus.CREATED);
    }

    private HttpStatusCode status() {
        return client.post()
                .uri("/notes")
                .header(HttpHeaders.AUTHORIZATION, TestCaller.in("alpha").bearer())
                .body(Map.of("text", "back"))
                .exchange()
                .returnResult(String.class)
                .getStatus();
    }
}
