package io.agentplane.platform.schema;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The newest migration that this release knows of each history, as the files on its class path say.
 *
 * @param newest by the table that remembers what was applied
 */
record SchemaVersions(Map<String, Integer> newest) {

    private static final Pattern FILE = Pattern.compile("V(\\d+)__.+\\.sql");
    private static final Map<String, String> HISTORIES = Map.of(
            "platform_schema_history",
            "classpath*:db/platform/V*.sql",
            "flyway_schema_history",
            "classpath*:db/migration/V*.sql");

    SchemaVersions {
        newest = Map.copyOf(newest);
    }

    static SchemaVersions of(ResourcePatternResolver files) throws IOException {
        Map<String, Integer> newest = new LinkedHashMap<>();
        for (Map.Entry<String, String> history : HISTORIES.entrySet()) {
            OptionalInt version = Arrays.stream(files.getResources(history.getValue()))
                    .mapToInt(SchemaVersions::version)
                    .max();
            version.ifPresent(number -> newest.put(history.getKey(), number));
        }
        return new SchemaVersions(newest);
    }

    private static int version(Resource file) {
        Matcher name = FILE.matcher(String.valueOf(file.getFilename()));
        if (!name.matches()) {
            throw new IllegalStateException("No name of a migration: " + file.getFilename());
        }
        return Integer.parseInt(name.group(1));
    }

    /** What is missing in the database, as a sentence; empty if it can be used. */
    Optional<String> missingIn(Connection connection) throws SQLException {
        for (Map.Entry<String, Integer> history : newest.entrySet()) {
            int applied = applied(connection, history.getKey());
            if (applied < history.getValue()) {
                return Optional.of(
                        "The schema isn't laid out: %s is at version %d, but this release needs %d; the migrations have to run first"
                                .formatted(history.getKey(), applied, history.getValue()));
            }
        }
        return Optional.empty();
    }

    private static int applied(Connection connection, String history) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("SELECT to_regclass('%s')".formatted(history))) {
                table.next();
                if (table.getString(1) == null) {
                    return 0;
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT coalesce(max(version::integer), 0) FROM %s WHERE success".formatted(history))) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
