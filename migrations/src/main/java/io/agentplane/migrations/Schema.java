package io.agentplane.migrations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema, whom it belongs to, and who works with it.
 *
 * @param name of the schema
 * @param owner the role that its tables belong to, which nobody can log in as
 * @param service the role that a service logs in as
 * @param histories what is applied to it, in this order
 * @param lent whether the migrations themselves say what the service may do there; else it may read and write all rows
 * @param formerOwner whom it belonged to in an earlier release; null where there was none
 */
public record Schema(
        String name,
        String owner,
        String service,
        List<History> histories,
        boolean lent,
        @Nullable String formerOwner) {

    public Schema {
        histories = List.copyOf(histories);
    }

    /** Those of the control plane; what is lent comes before the borrower's own, by which that goes. */
    public static final List<Schema> ALL = List.of(
            ofService("registry"),
            ofService("config"),
            new Schema("audit", "audit_owner", "policy", List.of(own("audit")), true, "audit"),
            ofService("policy"),
            ofService("scheduler"));

    private static Schema ofService(String name) {
        return new Schema(name, name + "_owner", name, List.of(History.PLATFORM, own(name)), false, name);
    }

    private static History own(String schema) {
        return new History("classpath:io/agentplane/migrations/" + schema, History.DEFAULT_TABLE);
    }

    /** The schema of that name. */
    public static Schema named(String name) {
        return ALL.stream()
                .filter(schema -> schema.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no schema " + name));
    }

    /**
     * Migrations that are numbered together.
     *
     * @param location where they lie, as Flyway wants it
     * @param table in the schema, which remembers those that were applied
     */
    public record History(String location, String table) {

        /** The one that Flyway uses where nothing else is said. */
        public static final String DEFAULT_TABLE = "flyway_schema_history";

        /** What every service has in its schema: the outbox, the idempotency keys. */
        public static final History PLATFORM =
                new History("classpath:io/agentplane/migrations/platform", "platform_schema_history");
    }
}
