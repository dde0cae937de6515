package io.agentplane.registry.resource;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.registry.resource.Allocator.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How amounts stand in columns. */
final class AmountRows {

    private AmountRows() {}

    /** Reads the four columns whose names begin so. */
    static Amounts read(ResultSet row, String prefix) throws SQLException {
        return new Amounts(
                row.getLong(prefix + "cpu_millis"),
                row.getLong(prefix + "memory"),
                row.getLong(prefix + "storage"),
                row.getLong(prefix + "bandwidth"));
    }

    /** The parameters of a statement on one row. */
    static Map<String, Object> params(Amounts amounts) {
        return Map.of(
                "cpu_millis", amounts.cpuMillis(),
                "memory", amounts.memory(),
                "storage", amounts.storage(),
                "bandwidth", amounts.bandwidth());
    }

    /** The parameter of a statement on many rows, for {@code jsonb_to_recordset}. */
    static String json(List<Part> parts, StoredJson json) {
        return json.write(parts.stream().map(AmountRows::row).toList());
    }

    private static Map<String, Object> row(Part part) {
        UUID agentId = part.agentId();
        Amounts amounts = part.amounts();
        return Map.of(
                "agent_id", agentId,
                "cpu_millis", amounts.cpuMillis(),
                "memory", amounts.memory(),
                "storage", amounts.storage(),
                "bandwidth", amounts.bandwidth());
    }
}
