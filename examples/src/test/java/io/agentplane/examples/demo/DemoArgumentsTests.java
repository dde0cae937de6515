package io.agentplane.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.examples.demo.DemoArguments.UsageException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoArgumentsTests {

    @Test
    void readsTheKeyFromItsFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), " ap_x\n");

        DemoArguments arguments =
                DemoArguments.parse("--admin-key-file", file.toString(), "--url", "http://127.0.0.1:8080");

        assertThat(arguments.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(arguments.shownAs()).isEqualTo(arguments.url());
        assertThat(arguments.adminKey()).isEqualTo("ap_x");
        assertThat(arguments.logs()).isEqualTo(folder.resolve("logs"));
    }

    @Test
    void leavesLogsWhereItIsTold() throws Exception {
        DemoArguments arguments = DemoArguments.parse(
                "--url", "http://127.0.0.1:8080", "--admin-key-file", "key", "--logs", "/tmp/elsewhere");

        assertThat(arguments.logs()).isEqualTo(Path.of("/tmp/elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "http://127.0.0.1:9000-9001"})
    void showsWhereTheReaderFindsTheGateway(String shown) throws Exception {
        DemoArguments arguments =
                DemoArguments.parse("--url", "http://gateway:8080", "--shown-as", shown, "--admin-key-file", "key");

        assertThat(arguments.url()).isEqualTo(URI.create("http://gateway:8080"));
        assertThat(arguments.shownAs()).isEqualTo(URI.create("http://127.0.0.1:9000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--url",
                "--url http://127.0.0.1:8080",
                "--admin-key-file key",
                "--url http://127.0.0.1:8080 --admin-key-file key --more 1",
                "--url 127.0.0.1:8080 --admin-key-file key",
                "--url ftp://127.0.0.1 --admin-key-file key",
                "--url http://[ --admin-key-file key",
                "--url http://127.0.0.1:8080 --admin-key-file key --shown-as nowhere"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DemoArguments.parse(line.split(" ")))
                .withMessageContaining(DemoArguments.USAGE);
    }

    @Test
    void saysThatThereIsNoKey(@TempDir Path folder) throws Exception {
        DemoArguments arguments = DemoArguments.parse(
                "--url",
                "http://127.0.0.1:8080",
                "--admin-key-file",
                folder.resolve("none").toString());

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(arguments::adminKey)
                .withMessageContaining("can't be read");
    }
}
