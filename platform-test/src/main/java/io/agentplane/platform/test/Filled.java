package io.agentplane.platform.test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a test which stores a value and reads it again looks at every field: one that is added later, and that
 * the test doesn't know of, makes it fail.
 */
public final class Filled {

    private Filled() {}

    /**
     * Returns the value, if none of the records in it has a component that is null, zero, false or empty. What lies in a
     * map is data, and may be anything.
     */
    public static <T> T filled(T value) {
        require(value, value.getClass().getSimpleName());
        return value;
    }

    static void require(@Nullable Object value, String path) {
        if (isEmpty(value)) {
            throw new AssertionError(path + " is " + value + "; give it a value that can be lost");
        }
        switch (value) {
            case Collection<?> items -> items.forEach(item -> require(item, path + "[]"));
            case Record carrier -> {
                for (RecordComponent component : carrier.getClass().getRecordComponents()) {
                    require(read(component, carrier), path + "." + component.getName());
                }
            }
            case null, default -> {}
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Number number -> number.doubleValue() == 0;
            case Boolean flag -> !flag;
            case CharSequence text -> text.isEmpty();
            case Collection<?> items -> items.isEmpty();
            case Map<?, ?> members -> members.isEmpty();
            default -> false;
        };
    }

    private static @Nullable Object read(RecordComponent component, Record carrier) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(carrier);
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
