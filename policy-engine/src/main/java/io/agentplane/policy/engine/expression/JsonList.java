package io.agentplane.policy.engine.expression;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A list of a request; being random access keeps CEL from copying it at each access. */
final class JsonList extends AbstractList<Object> implements RandomAccess {

    private final List<?> source;
    private final Evaluation evaluation;

    JsonList(List<?> source, Evaluation evaluation) {
        this.source = source;
        this.evaluation = evaluation;
    }

    @Override
    public Object get(int index) {
        evaluation.spend(2);
        return evaluation.value(source.get(index));
    }

    @Override
    public int size() {
        return source.size();
    }
}
