package io.agentplane.policy.engine.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression may not say though its types are right. A loop goes over attributes or constants only: over
 * {@code [[x, x]]} it would be an assignment, and a tower of those makes a value that is exponentially large. A pattern
 * is a constant, so that it is compiled once, and small.
 */
final class CostRules {

    private static final String MATCHES = "matches";

    /** {@code {3}}, {@code {3,}} or {@code {3,5}}. */
    private static final java.util.regex.Pattern COUNT = java.util.regex.Pattern.compile("\\{(\\d+),?(\\d*)}");

    private final CelAbstractSyntaxTree tree;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Pattern> patterns = new HashMap<>();

    private CostRules(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /** The compiled patterns by their text. */
    static Map<String, Pattern> check(CelAbstractSyntaxTree tree) throws InvalidExpressionException {
        var rules = new CostRules(tree);
        rules.walk(tree.getExpr());
        if (!rules.faults.isEmpty()) {
            throw new InvalidExpressionException(rules.faults);
        }
        return Map.copyOf(rules.patterns);
    }

    private void walk(CelExpr expression) {
        switch (expression.getKind()) {
            case SELECT -> walk(expression.select().operand());
            case LIST -> expression.list().elements().forEach(this::walk);
            case MAP -> expression.map().entries().forEach(this::walk);
            case CALL -> walk(expression.call());
            case COMPREHENSION -> walk(expression.comprehension());
            case STRUCT -> refuse(expression, "there are no messages here");
            case CONSTANT, IDENT, NOT_SET -> {}
        }
    }

    private void walk(CelMap.Entry entry) {
        walk(entry.key());
        walk(entry.value());
    }

    private void walk(CelCall call) {
        call.target().ifPresent(this::walk);
        call.args().forEach(this::walk);
        if (call.function().equals(MATCHES)) {
            checkPattern(call.args().getLast());
        }
    }

    private void walk(CelComprehension loop) {
        if (!isAttribute(loop.iterRange()) && !isConstant(loop.iterRange())) {
            refuse(loop.iterRange(), "a loop goes over an attribute or a list of constants");
        }
        walk(loop.iterRange());
        walk(loop.loopStep());
    }

    private static boolean isAttribute(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> true;
            case SELECT -> isAttribute(expression.select().operand());
            case CALL ->
                expression.call().function().equals(Operator.INDEX.getFunction())
                        && isAttribute(expression.call().args().getFirst());
            default -> false;
        };
    }

    private static boolean isConstant(CelExpr expression) {
        return expression.getKind() == Kind.LIST
                && expression.list().elements().stream().allMatch(element -> element.getKind() == Kind.CONSTANT);
    }

    private void checkPattern(CelExpr regex) {
        if (regex.getKind() != Kind.CONSTANT || regex.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            refuse(regex, "a pattern is a constant");
            return;
        }
        String text = regex.constant().stringValue();
        if (text.length() > Language.MAX_PATTERN_LENGTH || repeats(text) * text.length() > Language.MAX_EXPANSION) {
            refuse(regex, "the pattern is too large");
            return;
        }
        Optional<String> endless = FoldingRules.fault(text);
        if (endless.isPresent()) {
            refuse(regex, endless.get());
            return;
        }
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.programSize() > Language.MAX_PATTERN_SIZE) {
                refuse(regex, "the pattern is too large");
            }
            patterns.put(text, pattern);
        } catch (PatternSyntaxException malformed) {
            refuse(regex, "the pattern is malformed: " + malformed.getDescription());
        }
    }

    /** How often nested counts repeat what is innermost, at most. RE2 writes it all out, and runs out of memory first. */
    private static double repeats(String regex) {
        return COUNT.matcher(regex)
                .results()
                .mapToDouble(
                        count -> Double.parseDouble(count.group(count.group(2).isEmpty() ? 1 : 2)))
                .reduce(1, (one, other) -> one * Math.max(1, other));
    }

    private void refuse(CelExpr expression, String message) {
        faults.add(Expression.fault(tree, expression, message));
    }
}
