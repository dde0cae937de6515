package io.agentplane.policy.engine.expression;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import io.agentplane.policy.engine.expression.Allowance.SpentError;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A CEL expression, checked and planned once, to be evaluated by many threads. */
public final class Expression {

    /** Those that some set of policies holds on to. */
    private static final Cache<String, Expression> IN_USE =
            CacheBuilder.newBuilder().weakValues().build();

    private static final int QUOTED_LENGTH = 200;
    private static final int MAX_FAULTS = 20;

    private final String source;
    private final CelRuntime.Program program;
    private final Map<String, Pattern> patterns;
    private final Prices prices;
    private final List<Need> needs;
    private final List<Fault> mismatches;
    private final List<ComparedText> compared;

    private Expression(
            String source,
            CelRuntime.Program program,
            Map<String, Pattern> patterns,
            Prices prices,
            List<Need> needs,
            IdTexts ids,
            List<Fault> roleFaults) {
        this.source = source;
        this.program = program;
        this.patterns = patterns;
        this.prices = prices;
        this.needs = needs;
        this.mismatches =
                Stream.concat(ids.mismatches().stream(), roleFaults.stream()).toList();
        this.compared = ids.compared();
    }

    /**
     * Compiling takes a fraction of a millisecond, and a changed set of policies is compiled as a whole; so an expression
     * that is still in use is given out again.
     *
     * @throws InvalidExpressionException when it isn't CEL, isn't a boolean, or may cost too much
     */
    public static Expression compile(String source) throws InvalidExpressionException {
        Expression known = IN_USE.getIfPresent(source);
        if (known == null) {
            known = compileAnew(source);
            IN_USE.put(source, known);
        }
        return known;
    }

    private static Expression compileAnew(String source) throws InvalidExpressionException {
        try {
            CelValidationResult result = Language.COMPILER.compile(source);
            if (result.hasError()) {
                throw new InvalidExpressionException(result.getErrors().stream()
                        .limit(MAX_FAULTS)
                        .map(issue -> fault(issue.getSourceLocation(), issue.getMessage()))
                        .toList());
            }
            CelAbstractSyntaxTree tree = result.getAst();
            Map<String, Pattern> patterns = CostRules.check(tree);
            return new Expression(
                    source,
                    Language.RUNTIME.createProgram(tree),
                    patterns,
                    Prices.of(tree.getExpr()),
                    Needs.of(tree.getExpr()),
                    IdTexts.of(tree),
                    RoleTexts.mismatches(tree));
        } catch (CelValidationException | CelEvaluationException refused) {
            throw new InvalidExpressionException(List.of(new Fault(1, 1, shortened(refused))));
        } catch (StackOverflowError tooDeep) {
            throw new InvalidExpressionException(List.of(new Fault(1, 1, "the expression is nested too deep")));
        }
    }

    public String source() {
        return source;
    }

    /** What a request must have for this to hold, whatever else it asks. */
    public List<Need> needs() {
        return needs;
    }

    /** Where it compares an id or a role with what none can be, so that it may be written otherwise but never meant so. */
    public List<Fault> mismatches() {
        return mismatches;
    }

    /** The texts that the action or the resource is to equal. */
    public List<ComparedText> compared() {
        return compared;
    }

    /** Takes the request's parts as JSON has them, and steps of the allowance. A missing resource is the empty string. */
    public Verdict evaluate(
            Map<String, ?> agent,
            String action,
            @Nullable String resource,
            Map<String, ?> context,
            Instant time,
            Allowance allowance) {
        if (!allowance.beginExpression()) {
            return new Verdict.Unknown(SpentError.MESSAGE);
        }
        var evaluation = new Evaluation(patterns, prices, allowance);
        CelVariableResolver variables = name -> Optional.of(
                switch (name) {
                    case "agent" -> evaluation.value(agent);
                    case "action" -> evaluation.value(action);
                    case "resource" -> evaluation.value(resource == null ? "" : resource);
                    case "context" -> evaluation.value(context);
                    case "time" -> time;
                    default -> NullValue.NULL_VALUE;
                });
        try {
            Object result =
                    ScopedValue.where(Evaluation.CURRENT, evaluation).call(() -> program.trace(variables, evaluation));
            return result instanceof Boolean holds
                    ? (holds ? Verdict.Known.TRUE : Verdict.Known.FALSE)
                    : new Verdict.Unknown("the result is not a boolean");
        } catch (CelEvaluationException failed) {
            allowance.take(Prices.OF_FAILURE);
            return new Verdict.Unknown(shortened(failed));
        } catch (SpentError _) {
            return new Verdict.Unknown(SpentError.MESSAGE);
        } catch (StackOverflowError tooDeep) {
            // Comparing objects goes as deep as they do. Nothing is left half done: an evaluation changes nothing.
            return new Verdict.Unknown("the request is nested too deep for this expression");
        }
    }

    /** A fault at a place in the expression. */
    static Fault fault(CelAbstractSyntaxTree tree, CelExpr part, String message) {
        Integer offset = tree.getSource().getPositionsMap().get(part.id());
        return fault(
                tree.getSource().getOffsetLocation(offset == null ? 0 : offset).orElse(CelSourceLocation.NONE),
                message);
    }

    /** CEL counts columns from 0, and has no place for what is wrong as a whole. */
    private static Fault fault(CelSourceLocation at, String message) {
        return new Fault(Math.max(1, at.getLine()), Math.max(0, at.getColumn()) + 1, shortened(message));
    }

    private static String shortened(Exception failure) {
        return shortened(String.valueOf(failure.getMessage()));
    }

    private static String shortened(String message) {
        return message.length() > QUOTED_LENGTH ? message.substring(0, QUOTED_LENGTH) + "..." : message;
    }
}
