package io.agentplane.policy.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.SimpleType;
import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the constants that an expression compares with the agent's id though no id has them in it: ids are told in small
 * letters ({@link CanonicalId}), and CEL compares character by character. It looks at pieces too, such as of a sum, a list or a
 * loop. Of resources, whose other parts may have capitals, it looks at what can only be a UUID.
 */
final class IdTexts {

    private static final Pattern PIECE = Pattern.compile("[a-z0-9._:-]*");

    /** In a pattern: classes of characters, names, and brackets that take small letters too or all but some. */
    private static final Pattern NO_LETTERS =
            Pattern.compile("\\\\[pP](?:\\{[^}]*}|.)|\\\\.|\\(\\?P?<[^>]*>|\\[\\^[^\\]]*]|\\[[^\\]]*[a-z][^\\]]*]");

    /** Functions that look for a piece of a text. */
    private static final Set<String> PIECEMEAL = Set.of("startsWith", "endsWith", "contains");

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final CelAbstractSyntaxTree tree;

    /** What the variables of loops go over. */
    private final Map<String, CelExpr> ranges = new HashMap<>();

    private final List<Fault> faults = new ArrayList<>();

    private IdTexts(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static List<Fault> mismatches(CelAbstractSyntaxTree tree) {
        var texts = new IdTexts(tree);
        texts.walk(tree.getExpr());
        return List.copyOf(texts.faults);
    }

    private void walk(CelExpr expression) {
        if (expression.getKind() == Kind.COMPREHENSION) {
            ranges.put(
                    expression.comprehension().iterVar(),
                    expression.comprehension().iterRange());
        } else if (expression.getKind() == Kind.CALL && isBoolean(expression)) {
            compared(expression.call());
        }
        parts(expression).forEach(this::walk);
    }

    private void compared(CelCall call) {
        List<CelExpr> operands =
                Stream.concat(call.target().stream(), call.args().stream()).toList();
        boolean pattern = call.function().equals("matches");
        for (CelExpr operand : operands) {
            if (isId(operand)) {
                operands.stream()
                        .filter(other -> other != operand)
                        .flatMap(this::constants)
                        .filter(constant -> pattern ? wantsCapitals(text(constant)) : !isPiece(text(constant)))
                        .forEach(constant ->
                                refuse(constant, "ids are told in small letters, digits, '.', '_', ':' and '-'"));
            } else if (isOf(operand, "resource") || hasId(operand)) {
                operands.stream()
                        .flatMap(this::constants)
                        .filter(constant -> hasCapitals(text(constant), PIECEMEAL.contains(call.function())))
                        .forEach(constant -> refuse(constant, "ids are told in small letters"));
            }
        }
    }

    private static boolean isPiece(String text) {
        return PIECE.matcher(text).matches();
    }

    private static boolean hasCapitals(String text, boolean pieces) {
        return !CanonicalId.inPath(text).equals(text) || (pieces && CanonicalId.isCutInCapitals(text));
    }

    private static boolean wantsCapitals(String pattern) {
        return !FoldingRules.ignoresCase(pattern)
                && CAPITAL.matcher(NO_LETTERS.matcher(pattern).replaceAll("")).find();
    }

    /** Whether it is the agent's id, or may be: one of two, or an attribute of the agent that only the request names. */
    private boolean isId(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT ->
                expression.select().field().equals("id")
                        && !expression.select().testOnly()
                        && isAgent(expression.select().operand());
            case CALL -> {
                List<CelExpr> operands = expression.call().args();
                if (is(expression, Operator.INDEX)) {
                    CelExpr key = operands.getLast();
                    yield isAgent(operands.getFirst())
                            && (!isText(key) || text(key).equals("id"));
                }
                yield is(expression, Operator.CONDITIONAL) && (isId(operands.get(1)) || isId(operands.get(2)));
            }
            default -> false;
        };
    }

    private boolean isAgent(CelExpr expression) {
        return isOf(expression, "agent");
    }

    private static boolean isOf(CelExpr expression, String name) {
        return expression.getKind() == Kind.IDENT && expression.ident().name().equals(name);
    }

    private boolean hasId(CelExpr expression) {
        return isId(expression) || (!isBoolean(expression) && parts(expression).anyMatch(this::hasId));
    }

    /** The texts that a value may have in it. */
    private Stream<CelExpr> constants(CelExpr expression) {
        if (isText(expression)) {
            return Stream.of(expression);
        }
        if (expression.getKind() == Kind.IDENT) {
            CelExpr range = ranges.get(expression.ident().name());
            return range == null || range.getKind() != Kind.LIST ? Stream.of() : constants(range);
        }
        if (is(expression, Operator.INDEX)) {
            return constants(expression.call().args().getFirst());
        }
        return isBoolean(expression) ? Stream.of() : parts(expression).flatMap(this::constants);
    }

    private boolean isBoolean(CelExpr expression) {
        return tree.getType(expression.id()).equals(Optional.of(SimpleType.BOOL));
    }

    private static boolean is(CelExpr expression, Operator operator) {
        return expression.getKind() == Kind.CALL && expression.call().function().equals(operator.getFunction());
    }

    private static boolean isText(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static String text(CelExpr constant) {
        return constant.constant().stringValue();
    }

    private static Stream<CelExpr> parts(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> Stream.of(expression.select().operand());
            case CALL -> Stream.concat(expression.call().target().stream(), expression.call().args().stream());
            case LIST -> expression.list().elements().stream();
            case MAP -> expression.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            case COMPREHENSION -> parts(expression.comprehension());
            case CONSTANT, IDENT, STRUCT, NOT_SET -> Stream.of();
        };
    }

    private static Stream<CelExpr> parts(CelComprehension loop) {
        return Stream.of(loop.iterRange(), loop.loopStep());
    }

    private void refuse(CelExpr constant, String why) {
        Fault fault = Expression.fault(tree, constant, why);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
