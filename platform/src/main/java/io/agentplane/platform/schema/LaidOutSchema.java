package io.agentplane.platform.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/** Waits until the database answers and the migrations of this release have been applied; all that uses it comes after. */
final class LaidOutSchema implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(LaidOutSchema.class);
    private static final long RETRY_MILLIS = 500;

    private final DataSource database;
    private final SchemaVersions versions;
    private final Duration patience;

    LaidOutSchema(DataSource database, SchemaVersions versions, Duration patience) {
        this.database = database;
        this.versions = versions;
        this.patience = patience;
    }

    @Override
    public void afterPropertiesSet() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        String told = "";
        while (true) {
            Optional<String> obstacle = obstacle();
            if (obstacle.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new SchemaNotUsableException(obstacle.get());
            }
            if (!told.equals(obstacle.get())) {
                told = obstacle.get();
                log.warn("Waiting, for at most {} s: {}", patience.toSeconds(), told);
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private Optional<String> obstacle() {
        try (Connection connection = database.getConnection()) {
            return versions.missingIn(connection);
        } catch (SQLException away) {
            return Optional.of("The database can't be used: " + reason(away));
        }
    }

    /** A pool says only that it waited in vain; what the server said is beneath. */
    private static String reason(SQLException away) {
        String reason = String.valueOf(away.getMessage());
        for (Throwable cause = away.getCause(); cause instanceof SQLException deeper; cause = cause.getCause()) {
            reason = String.valueOf(deeper.getMessage());
        }
        return reason.lines().findFirst().orElse(reason);
    }
}
