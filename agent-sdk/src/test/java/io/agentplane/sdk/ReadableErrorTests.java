package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableErrorTests {

    @Test
    void marksWhatIsNoText() {
        assertThat(TaskRun.readable("a\u001b[31m\n\tb\u0000\ud83d")).isEqualTo("a\ufffd[31m\n\tb\ufffd\ufffd");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String error = "x".repeat(999) + "\ud83d\ude80";

        assertThat(TaskRun.readable(error)).isEqualTo("x".repeat(999));
    }
}
