package io.agentplane.platform.test.bad;

import java.sql.ResultSet;
import java.sql.SQLException;
import tools.jackson.databind.json.JsonMapper;

/** Breaks the rules that mappers are injected, and that what is stored is read tolerantly. */
public class OwnMapper {

    private final JsonMapper json = new JsonMapper();

    String name(ResultSet row) throws SQLException {
        return json.readValue(row.getString("name"), String.class);
    }
}
