package io.agentplane.policy.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.SimpleType;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through an expression and finds the constants in it that can't be meant, looking through loops over constants. */
abstract class Texts {

    private final CelAbstractSyntaxTree tree;

    /** The texts that the variables of the loops around go over; none where the loop goes over an attribute. */
    private final Map<String, List<CelExpr>> ranges = new HashMap<>();

    private final List<Fault> faults = new ArrayList<>();

    Texts(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    final void walk() {
        walk(tree.getExpr());
    }

    /** Where something is compared with what it can't be. */
    final List<Fault> mismatches() {
        return List.copyOf(faults);
    }

    /** Looks at one part of the expression; its own parts come after it. */
    abstract void look(CelExpr expression);

    private void walk(CelExpr expression) {
        look(expression);
        if (expression.getKind() == Kind.COMPREHENSION) {
            walk(expression.comprehension());
        } else {
            parts(expression).forEach(this::walk);
        }
    }

    private void walk(CelComprehension loop) {
        walk(loop.iterRange());
        @Nullable
        List<CelExpr> outer =
                ranges.put(loop.iterVar(), constants(loop.iterRange()).toList());
        walk(loop.loopStep());
        ranges.remove(loop.iterVar());
        if (outer != null) {
            ranges.put(loop.iterVar(), outer);
        }
    }

    final void refuse(CelExpr part, String why) {
        Fault fault = Expression.fault(tree, part, why);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    final Fault place(CelExpr part) {
        return Expression.fault(tree, part, "");
    }

    final boolean isAgent(CelExpr expression) {
        return isOf(expression, "agent");
    }

    /** Whether it is a part of the request, and no variable of the same name. */
    final boolean isOf(CelExpr expression, String name) {
        return expression.getKind() == Kind.IDENT
                && expression.ident().name().equals(name)
                && !ranges.containsKey(name);
    }

    /** The texts that a value may have in it. */
    final Stream<CelExpr> constants(CelExpr expression) {
        if (isText(expression)) {
            return Stream.of(expression);
        }
        if (expression.getKind() == Kind.IDENT) {
            return range(expression).stream();
        }
        if (is(expression, Operator.INDEX)) {
            return constants(expression.call().args().getFirst());
        }
        return isBoolean(expression) ? Stream.of() : parts(expression).flatMap(this::constants);
    }

    /** The texts that a variable of a loop goes over. */
    final List<CelExpr> range(CelExpr expression) {
        return expression.getKind() == Kind.IDENT
                ? ranges.getOrDefault(expression.ident().name(), List.of())
                : List.of();
    }

    final boolean isBoolean(CelExpr expression) {
        return tree.getType(expression.id()).equals(Optional.of(SimpleType.BOOL));
    }

    static boolean is(CelExpr expression, Operator operator) {
        return expression.getKind() == Kind.CALL && expression.call().function().equals(operator.getFunction());
    }

    static boolean isText(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    static String text(CelExpr constant) {
        return constant.constant().stringValue();
    }

    static Stream<CelExpr> keys(CelExpr map) {
        return map.map().entries().stream().map(CelExpr.CelMap.Entry::key);
    }

    static Stream<CelExpr> parts(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> Stream.of(expression.select().operand());
            case CALL -> Stream.concat(expression.call().target().stream(), expression.call().args().stream());
            case LIST -> expression.list().elements().stream();
            case MAP -> expression.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            case COMPREHENSION ->
                Stream.of(
                        expression.comprehension().iterRange(),
                        expression.comprehension().loopStep());
            case CONSTANT, IDENT, STRUCT, NOT_SET -> Stream.of();
        };
    }
}
