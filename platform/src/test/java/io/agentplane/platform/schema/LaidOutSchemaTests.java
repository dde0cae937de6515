package io.agentplane.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class LaidOutSchemaTests {

    private static final String HISTORY = "platform_schema_history";
    private static final int FUTURE = 999;
    private static final SchemaVersions NEXT_RELEASE = new SchemaVersions(Map.of(HISTORY, FUTURE));

    private final Database database = TestPostgres.createDatabase();

    @Test
    void takesASchemaThatAllMigrationsOfTheReleaseWereAppliedTo() throws Exception {
        SchemaVersions own = SchemaVersions.of(new PathMatchingResourcePatternResolver());

        assertThat(own.newest()).containsKeys(HISTORY, "flyway_schema_history");
        check(own, Duration.ZERO).afterPropertiesSet();
    }

    @Test
    void takesASchemaOfALaterReleaseToo() throws Exception {
        check(new SchemaVersions(Map.of(HISTORY, 1)), Duration.ZERO).afterPropertiesSet();
    }

    @Test
    void waitsForTheMigrationsAndSaysSoOnce(CapturedOutput output) throws Exception {
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> {
            try {
                check(NEXT_RELEASE, Duration.ofMinutes(1)).afterPropertiesSet();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        await().until(() -> output.getOut().contains("but this release needs " + FUTURE));
        assertThat(start).isNotDone();
        database.asOwner().sql("""
                        INSERT INTO platform_schema_history
                            (installed_rank, version, description, type, script, installed_by, execution_time, success)
                        VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 'owner', 1, true)
                        """).update();

        start.join();
        assertThat(output.getOut().split("Waiting, for at most", -1)).hasSize(2);
    }

    @Test
    void givesUpWithASentence() {
        assertThatThrownBy(check(NEXT_RELEASE, Duration.ZERO)::afterPropertiesSet)
                .isInstanceOf(SchemaNotUsableException.class)
                .hasMessageContaining("the migrations have to run first");
        assertThatThrownBy(check(new SchemaVersions(Map.of("no_history", 1)), Duration.ZERO)::afterPropertiesSet)
                .hasMessageContaining("no_history is at version 0");
    }

    @Test
    void passesOnWhatTheServerSaid() {
        var stranger = new LaidOutSchema(
                new DriverManagerDataSource(database.url(), "nobody_" + database.username(), "wrong"),
                NEXT_RELEASE,
                Duration.ZERO);

        assertThatThrownBy(stranger::afterPropertiesSet)
                .hasMessageStartingWith("The database can't be used: FATAL:")
                .hasMessageContaining("nobody_");
    }

    private LaidOutSchema check(SchemaVersions versions, Duration patience) {
        return new LaidOutSchema(
                new DriverManagerDataSource(database.url(), database.username(), database.password()),
                versions,
                patience);
    }
}
