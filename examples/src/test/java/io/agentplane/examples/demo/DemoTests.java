package io.agentplane.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with real agent processes, against a control plane in memory. */
@Timeout(100)
class DemoTests {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Display display = new Display(new PrintStream(shown, true, StandardCharsets.UTF_8), false);

    @TempDir
    private Path folder;

    private Path keyFile;

    @BeforeEach
    void writeKey() throws Exception {
        keyFile = Files.writeString(folder.resolve("admin-key"), MiniControlPlane.ADMIN_KEY + "\n");
    }

    @Test
    void allIsAsItShouldBe() {
        try (var controlPlane = new MiniControlPlane(true)) {
            int code = run(controlPlane);

            assertThat(output()).contains("29 tasks are accepted, one is refused", "The reviewer is dead (kill -9 ");
            assertThat(output()).contains("29/29 done", "All was as it should be.");
            assertThat(output()).contains("by policy \"estimated cost above 1 USD is denied\", decision ");
            assertThat(code).isEqualTo(Demo.AS_EXPECTED);
            assertThat(controlPlane.agentsWithStatus("INACTIVE")).isEqualTo(3);
        }
    }

    @Test
    void saysWhatWasNotAsItShouldBeAndCanBeRunAgain() {
        try (var controlPlane = new MiniControlPlane(false)) {
            assertThat(run(controlPlane)).isEqualTo(Demo.NOT_AS_EXPECTED);
            assertThat(output())
                    .contains(
                            "Not as expected: writing to the production database got ALLOW instead of REQUIRE_APPROVAL",
                            "Not as expected: the task above the cost limit was accepted")
                    .doesNotContain("All was as it should be");

            assertThat(run(controlPlane)).isEqualTo(Demo.NOT_AS_EXPECTED);
            assertThat(controlPlane.policyCount()).isEqualTo(2);
        }
    }

    @Test
    void saysThatTheClusterIsAway() {
        assertThat(Demo.run(display, "--url", "http://127.0.0.1:1", "--admin-key-file", keyFile.toString()))
                .isEqualTo(Demo.NOT_AS_EXPECTED);
        assertThat(output()).contains("Not as expected: http://127.0.0.1:1 can't be used: no answer");
    }

    @Test
    void saysHowToCallIt() {
        assertThat(Demo.run(display, "--port", "1")).isEqualTo(Demo.CALLED_WRONGLY);
        assertThat(output()).contains(DemoArguments.USAGE);
    }

    private int run(MiniControlPlane controlPlane) {
        return Demo.run(display, "--url", controlPlane.uri().toString(), "--admin-key-file", keyFile.toString());
    }

    private String output() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
