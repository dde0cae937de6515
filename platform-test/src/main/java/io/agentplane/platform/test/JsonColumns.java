package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Where a service stores JSON, and whether its entities come back as they were stored. */
public final class JsonColumns {

    private JsonColumns() {}

    /** All columns of the schema that hold JSON, as {@code table.column}. */
    public static List<String> in(DataSource schema) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = schema.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                        WHERE table_schema = current_schema() AND data_type IN ('json', 'jsonb')
                        """)) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    /**
     * Stores entities, reads each in a persistence context of its own and compares all fields. There must be one of every
     * kind that has a JSON column, with something in every field of it.
     *
     * @param transaction runs work in a new transaction
     */
    public static void requireKept(EntityManager entities, Consumer<Runnable> transaction, Object... all) {
        assertThat(List.of(all))
                .extracting(Object::getClass)
                .as("entities with JSON columns")
                .hasSameElementsAs(entities.getMetamodel().getEntities().stream()
                        .filter(entity -> entity.getAttributes().stream().anyMatch(JsonColumns::isJson))
                        .map(EntityType::getJavaType)
                        .collect(Collectors.toSet()));
        for (Object entity : all) {
            Set<? extends Attribute<?, ?>> attributes =
                    entities.getMetamodel().entity(entity.getClass()).getAttributes();
            attributes.stream()
                    .filter(JsonColumns::isJson)
                    .forEach(json -> Filled.require(read(json, entity), name(json)));
            transaction.accept(() -> entities.persist(entity));
            Object id =
                    entities.getEntityManagerFactory().getPersistenceUnitUtil().getIdentifier(entity);
            transaction.accept(() -> {
                Object again = entities.find(entity.getClass(), id);
                assertThat(again).isNotNull().isNotSameAs(entity);
                attributes.forEach(attribute ->
                        assertThat(read(attribute, again)).as(name(attribute)).isEqualTo(read(attribute, entity)));
            });
        }
    }

    private static boolean isJson(Attribute<?, ?> attribute) {
        JdbcTypeCode code = ((Field) attribute.getJavaMember()).getAnnotation(JdbcTypeCode.class);
        return code != null && code.value() == SqlTypes.JSON;
    }

    private static String name(Attribute<?, ?> attribute) {
        return attribute.getDeclaringType().getJavaType().getSimpleName() + "." + attribute.getName();
    }

    private static @Nullable Object read(Attribute<?, ?> attribute, Object entity) {
        try {
            Field field = (Field) attribute.getJavaMember();
            field.setAccessible(true);
            return field.get(entity);
        } catch (IllegalAccessException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
