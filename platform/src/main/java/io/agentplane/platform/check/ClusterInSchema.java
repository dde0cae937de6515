package io.agentplane.platform.check;

import org.springframework.jdbc.core.simple.JdbcClient;

/** In the schema, beside what was sent to the cluster. */
record ClusterInSchema(JdbcClient database) implements ClusterMemory {

    @Override
    public String remember(String present, boolean accepted) {
        database.sql("INSERT INTO kafka_cluster (id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", present)
                .update();
        if (accepted) {
            database.sql("UPDATE kafka_cluster SET id = :id, since = now() WHERE id <> :id")
                    .param("id", present)
                    .update();
        }
        return database.sql("SELECT id FROM kafka_cluster").query(String.class).single();
    }
}
