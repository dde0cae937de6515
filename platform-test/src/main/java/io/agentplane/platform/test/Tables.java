package io.agentplane.platform.test;

import io.agentplane.migrations.Schema.History;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The tables of a service's schema. Each has a rule by which its old rows go, or a reason why it needs none. */
public final class Tables {

    /** Those of the platform that need no rule: events go when Kafka has them, and a chore has one row. */
    private static final Set<String> OF_THE_PLATFORM =
            Set.of("outbox_event", "scheduled_tasks", "kafka_cluster", History.PLATFORM.table(), History.DEFAULT_TABLE);

    private Tables() {}

    /**
     * The service's own tables that none of the rules is named after.
     *
     * @param rules the names of all rules: a table's, or a table's with what of it
     */
    public static Set<String> withoutRetention(DataSource schema, Collection<String> rules) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Connection connection = schema.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        tables.removeAll(OF_THE_PLATFORM);
        tables.removeIf(
                table -> rules.stream().anyMatch(rule -> rule.equals(table) || rule.startsWith(table + "_of_")));
        return tables;
    }
}
