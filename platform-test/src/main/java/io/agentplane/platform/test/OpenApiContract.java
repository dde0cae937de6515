package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Compares what a service offers with the reviewed copy in {@code contracts/openapi}. After a wanted change run the test
 * with {@code -Dcontracts.update=true} and review the difference.
 */
public final class OpenApiContract {

    private OpenApiContract() {}

    public static void check(RestTestClient client, String service) {
        check(client, service, "/v3/api-docs.yaml");
    }

    /** @param path where the service offers its document */
    public static void check(RestTestClient client, String service, String path) {
        String offered = Objects.requireNonNull(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        Path reviewed = Path.of("..", "contracts", "openapi", service + ".yaml");
        try {
            if (Boolean.getBoolean("contracts.update")) {
                Files.createDirectories(reviewed.getParent());
                Files.writeString(reviewed, offered);
            }
            assertThat(offered).isEqualTo(Files.readString(reviewed));
            DocumentWords.check(offered);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
