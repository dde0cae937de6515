package io.agentplane.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTests {

    @TempDir
    private Path folder;

    @Test
    void copiesWhatWasAddedAndALogThatWasStartedAnew() throws Exception {
        Path log = Files.writeString(folder.resolve("kafka.log"), "one\n");
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (LogTail tail = new LogTail(log, shown)) {
            tail.copyNew();
            Files.writeString(log, "two\n", StandardOpenOption.APPEND);
            tail.copyNew();
            Files.move(log, folder.resolve("kafka.previous.log"));
            tail.copyNew();
            Files.writeString(log, "new\n");
            tail.copyNew();
        }

        assertThat(shown).hasToString("one\ntwo\nnew\n");
    }
}
