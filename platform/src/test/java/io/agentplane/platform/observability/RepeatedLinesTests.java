package io.agentplane.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.agentplane.platform.test.Together;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedLinesTests {

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("any");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    @BeforeEach
    void bound() {
        RepeatedLines.bound(context, 3, now::get);
        RepeatedLines.bound(context, 3, now::get);
        written.start();
        log.addAppender(written);
        log.setLevel(Level.INFO);
    }

    @Test
    void writesAWarningSoOftenAMinute() throws Exception {
        Together.run(8, caller -> {
            for (int times = 0; times < 100; times++) {
                log.warn("{} is away", caller);
            }
            return caller;
        });

        assertThat(written.list).hasSize(3);
    }

    @Test
    void tellsWhatWasLeftOutWhenAnotherMinuteBegins() {
        for (int times = 0; times < 5; times++) {
            log.warn("{} is away", times);
        }
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        log.warn("not yet {}", 0);
        now.incrementAndGet();
        for (int times = 0; times < 5; times++) {
            log.warn("{} is away", times);
        }

        assertThat(written.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("away") || line.contains("not yet"))
                .containsExactly(
                        "0 is away",
                        "1 is away",
                        "2 is away",
                        "not yet 0",
                        "2 more lines were left out that were like: {} is away",
                        "0 is away",
                        "1 is away",
                        "2 is away");
    }

    @Test
    void countsALoggerThatPutsEverythingIntoTheWording() {
        for (int times = 0; times < 100; times++) {
            log.warn("nobody serves /x" + times);
        }

        assertThat(written.list).hasSize(3 * 5);
    }

    @Test
    void writesOthersAndWhatIsNoWarning() {
        for (int times = 0; times < 10; times++) {
            log.warn("a {}", times);
            log.error("b {}", times);
            log.info("c {}", times);
            log.debug("d {}", times);
        }

        assertThat(written.list).extracting(ILoggingEvent::getMessage).containsOnly("a {}", "b {}", "c {}");
        assertThat(written.list).hasSize(3 + 3 + 10);
    }
}
