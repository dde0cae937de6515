package io.agentplane.policy.engine.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What CEL's operators do with an int and a double: they compute with doubles. JSON has numbers only, and whether one is an int
 * here depends on its value, so that {@code context.cost + 1.5} has to count for a cost of 10 too.
 */
final class MixedNumbers {

    static final List<CelFunctionDecl> DECLARATIONS =
            Stream.of(Operator.values()).map(Operator::declaration).toList();

    static final List<CelFunctionBinding> BINDINGS =
            Stream.of(Operator.values()).flatMap(Operator::bindings).toList();

    private MixedNumbers() {}

    private enum Operator {
        ADD("_+_") {
            @Override
            double compute(double left, double right) {
                return left + right;
            }
        },
        SUBTRACT("_-_") {
            @Override
            double compute(double left, double right) {
                return left - right;
            }
        },
        MULTIPLY("_*_") {
            @Override
            double compute(double left, double right) {
                return left * right;
            }
        },
        DIVIDE("_/_") {
            @Override
            double compute(double left, double right) {
                return left / right;
            }
        };

        private final String function;

        Operator(String function) {
            this.function = function;
        }

        abstract double compute(double left, double right);

        private Object of(Number left, Number right) {
            return compute(left.doubleValue(), right.doubleValue());
        }

        private CelFunctionDecl declaration() {
            return CelFunctionDecl.newFunctionDeclaration(
                    function,
                    CelOverloadDecl.newGlobalOverload(intFirst(), SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE),
                    CelOverloadDecl.newGlobalOverload(
                            doubleFirst(), SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT));
        }

        private Stream<CelFunctionBinding> bindings() {
            return CelFunctionBinding.fromOverloads(
                    function,
                    CelFunctionBinding.from(intFirst(), Long.class, Double.class, this::of),
                    CelFunctionBinding.from(doubleFirst(), Double.class, Long.class, this::of))
                    .stream();
        }

        /** As CEL names its own. */
        private String intFirst() {
            return name().toLowerCase(Locale.ROOT) + "_int64_double";
        }

        private String doubleFirst() {
            return name().toLowerCase(Locale.ROOT) + "_double_int64";
        }
    }
}
