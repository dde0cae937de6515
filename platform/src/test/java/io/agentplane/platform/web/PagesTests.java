package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PagesTests {

    private static final String LARGE = "x".repeat(400_000);

    private final Pages pages = new Pages(JsonMapper.shared());

    @Test
    void endAtTheLimit() {
        Page<String> page = pages.fill(Stream.of("a", "b", "c"), 2, Function.identity());

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.decode(page.nextCursor())).isEqualTo("b");
        assertThat(pages.fill(Stream.of("a", "b"), 2, Function.identity()).nextCursor())
                .isNull();
    }

    @Test
    void endAtTheirSizeAndReadNoFurther() {
        var read = new AtomicInteger();
        var closed = new AtomicBoolean();

        Page<String> page = pages.fill(
                IntStream.range(0, 500)
                        .mapToObj(number -> number + LARGE)
                        .peek(item -> read.incrementAndGet())
                        .onClose(() -> closed.set(true)),
                500,
                item -> item.substring(0, 1));

        assertThat(page.items()).hasSize(2);
        assertThat(Cursor.decode(page.nextCursor())).isEqualTo("1");
        assertThat(read).hasValue(3);
        assertThat(closed).isTrue();
    }

    @Test
    void tellOneItemHoweverLarge() {
        String giant = LARGE.repeat(4);

        Page<String> page = pages.fill(Stream.of(giant, "small"), 50, String::valueOf);

        assertThat(page.items()).containsExactly(giant);
        assertThat(page.nextCursor()).isNotNull();
    }
}
