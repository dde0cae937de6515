package io.agentplane.policy.engine.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request. Being one of CEL's own values keeps CEL from walking through all of it at each access, which
 * it does with other maps. Immutable only as long as the request is, which is what that asks for.
 */
@SuppressWarnings("Immutable")
final class JsonObject extends CelValue implements Map<String, Object> {

    private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final Map<?, ?> source;
    private final Evaluation evaluation;

    JsonObject(Map<?, ?> source, Evaluation evaluation) {
        this.source = source;
        this.evaluation = evaluation;
    }

    @Override
    public @Nullable Object get(Object key) {
        Object value = source.get(key);
        return value == null && !source.containsKey(key) ? null : evaluation.value(value);
    }

    @Override
    public boolean containsKey(Object key) {
        return source.containsKey(key);
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public boolean isEmpty() {
        return source.isEmpty();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return all().entrySet();
    }

    @Override
    public Set<String> keySet() {
        return all().keySet();
    }

    @Override
    public Collection<Object> values() {
        return all().values();
    }

    @Override
    public boolean containsValue(Object value) {
        return all().containsValue(value);
    }

    private Map<String, Object> all() {
        evaluation.spend(4L + 4L * source.size());
        Map<String, Object> all = LinkedHashMap.newLinkedHashMap(source.size());
        source.forEach((key, value) -> all.put(String.valueOf(key), evaluation.value(value)));
        return all;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public Object put(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object remove(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map<? extends String, ?> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
