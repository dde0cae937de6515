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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the constants that an expression compares with the agent's id though no id has them in it: ids have small letters
 * only ({@link CanonicalId}), and CEL compares character by character. It looks at pieces too, such as of a sum, a list
 * or a loop. Resources and attributes that need not be the id may have capitals; of these it looks for UUIDs only. What
 * it finds that the action or the resource is to equal, others judge. Likewise it finds small letters that are compared with
 * the agent's role, which has none.
 */
final class IdTexts {

    private static final Pattern PIECE = Pattern.compile("[a-z0-9._:-]*");

    /** In a pattern: classes of characters, names, and brackets that take small letters too or all but some. */
    private static final Pattern NO_LETTERS =
            Pattern.compile("\\\\[pP](?:\\{[^}]*}|.)|\\\\.|\\(\\?P?<[^>]*>|\\[\\^[^\\]]*]|\\[[^\\]]*[a-z][^\\]]*]");

    /** Functions that look for a piece of a text. */
    private static final Set<String> PIECEMEAL = Set.of("startsWith", "endsWith", "contains");

    /** Functions that compare a text as a whole. */
    private static final Set<String> WHOLE =
            Set.of(Operator.EQUALS.getFunction(), Operator.NOT_EQUALS.getFunction(), Operator.IN.getFunction());

    private static final List<String> PARTS = List.of("action", "resource");

    private static final String NO_ID =
            "no id has this form; write a UUID with its hyphens, or a name of 1 to 100 small letters,"
                    + " digits, '.', '_', ':' and '-'";

    private static final String NO_PIECE =
            "ids have only small letters, digits, '.', '_', ':' and '-'; write the text with these alone";

    private static final String CAPITALS_IN_ID = "ids have small letters only; write the id in small letters";
    private static final String CAPITALS_IN_PATTERN =
            "ids have small letters only; write the pattern in small letters, or begin it with (?i)";

    private static final String SMALL_IN_ROLE = "roles have capitals only; write the role in capitals, as in GUARDIAN";

    /** In a pattern: what takes capitals too, as {@link #NO_LETTERS} takes small letters. */
    private static final Pattern NO_SMALL_LETTERS =
            Pattern.compile("\\\\[pP](?:\\{[^}]*}|.)|\\\\.|\\(\\?P?<[^>]*>|\\[\\^[^\\]]*]|\\[[^\\]]*[A-Z][^\\]]*]");

    private static final Pattern SMALL = Pattern.compile("[a-z]");

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final CelAbstractSyntaxTree tree;

    /** The texts that the variables of the loops around go over; none where the loop goes over an attribute. */
    private final Map<String, List<CelExpr>> ranges = new HashMap<>();

    private final List<Fault> faults = new ArrayList<>();
    private final List<ComparedText> compared = new ArrayList<>();

    private IdTexts(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static IdTexts of(CelAbstractSyntaxTree tree) {
        var texts = new IdTexts(tree);
        texts.walk(tree.getExpr());
        return texts;
    }

    List<Fault> mismatches() {
        return List.copyOf(faults);
    }

    /** The texts that are to equal the action or the resource, or one of which is. */
    List<ComparedText> compared() {
        return List.copyOf(compared);
    }

    private void walk(CelExpr expression) {
        if (expression.getKind() == Kind.COMPREHENSION) {
            walk(expression.comprehension());
            return;
        }
        if (expression.getKind() == Kind.CALL && isBoolean(expression)) {
            compared(expression.call());
        }
        parts(expression).forEach(this::walk);
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

    private void compared(CelCall call) {
        List<CelExpr> operands =
                Stream.concat(call.target().stream(), call.args().stream()).toList();
        for (CelExpr operand : operands) {
            PARTS.stream()
                    .filter(part -> WHOLE.contains(call.function()) && isOf(operand, part))
                    .forEach(part -> operands.stream()
                            .flatMap(IdTexts::wholes)
                            .forEach(text -> compared.add(
                                    new ComparedText(part, text(text), Expression.fault(tree, text, "")))));
            if (isAgents("role", operand) == Certainty.YES) {
                operands.stream()
                        .filter(other -> other != operand && !isSearched(call, other))
                        .flatMap(this::constants)
                        .filter(constant -> wantsSmallLetters(text(constant), call.function()))
                        .forEach(constant -> refuse(constant, SMALL_IN_ROLE));
            }
            if (isAgents("id", operand) == Certainty.YES) {
                operands.stream()
                        .filter(other -> other != operand && !isSearched(call, other))
                        .forEach(other -> comparedWithId(call.function(), other));
            } else if (isOf(operand, "resource") || hasId(operand)) {
                operands.stream()
                        .flatMap(this::constants)
                        .filter(constant -> hasCapitals(text(constant), PIECEMEAL.contains(call.function())))
                        .forEach(constant -> refuse(constant, CAPITALS_IN_ID));
            }
        }
    }

    /** Whether it is a text in which the other operand may stand anywhere, or at the end. */
    private static boolean isSearched(CelCall call, CelExpr operand) {
        return (call.function().equals("contains") || call.function().equals("endsWith"))
                && call.target().filter(target -> target == operand).isPresent();
    }

    private void comparedWithId(String function, CelExpr other) {
        if (function.equals("matches")) {
            constants(other)
                    .filter(constant -> wantsCapitals(text(constant)))
                    .forEach(constant -> refuse(constant, CAPITALS_IN_PATTERN));
            return;
        }
        Stream<CelExpr> texts = function.equals(Operator.IN.getFunction()) && other.getKind() == Kind.MAP
                ? other.map().entries().stream().map(CelExpr.CelMap.Entry::key).flatMap(this::constants)
                : constants(other);
        Set<CelExpr> whole = WHOLE.contains(function) ? wholes(other).collect(Collectors.toSet()) : Set.of();
        texts.forEach(constant -> {
            if (!isPiece(text(constant))) {
                refuse(constant, NO_PIECE);
            } else if (whole.contains(constant) && !text(constant).isEmpty() && !CanonicalId.isOne(text(constant))) {
                refuse(constant, NO_ID);
            }
        });
    }

    /** Texts that are compared as they are: alone, in a list, or as what a map is asked for. */
    private static Stream<CelExpr> wholes(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> Stream.of(expression).filter(IdTexts::isText);
            case LIST -> expression.list().elements().stream().filter(IdTexts::isText);
            case MAP ->
                expression.map().entries().stream()
                        .map(CelExpr.CelMap.Entry::key)
                        .filter(IdTexts::isText);
            default -> Stream.of();
        };
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

    private static boolean wantsSmallLetters(String text, String function) {
        boolean isPattern = function.equals("matches");
        return !(isPattern && FoldingRules.ignoresCase(text))
                && SMALL.matcher(isPattern ? NO_SMALL_LETTERS.matcher(text).replaceAll("") : text)
                        .find();
    }

    /**
     * Whether it is this attribute of the agent; perhaps where it is one of several, or only the request says which attribute it
     * is.
     */
    private Certainty isAgents(String field, CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT ->
                isAgent(expression.select().operand())
                                && expression.select().field().equals(field)
                                && !expression.select().testOnly()
                        ? Certainty.YES
                        : Certainty.NO;
            case CALL -> {
                List<CelExpr> operands = expression.call().args();
                if (is(expression, Operator.INDEX)) {
                    yield isAgent(operands.getFirst()) ? isNamed(field, operands.getLast()) : Certainty.NO;
                }
                yield is(expression, Operator.CONDITIONAL)
                        ? of(operands.stream()
                                .skip(1)
                                .filter(one -> !isText(one))
                                .map(one -> isAgents(field, one)))
                        : Certainty.NO;
            }
            default -> Certainty.NO;
        };
    }

    private Certainty isNamed(String field, CelExpr name) {
        List<CelExpr> names = isText(name) ? List.of(name) : range(name);
        return names.isEmpty()
                ? Certainty.PERHAPS
                : of(names.stream().map(one -> text(one).equals(field) ? Certainty.YES : Certainty.NO));
    }

    private List<CelExpr> range(CelExpr expression) {
        return expression.getKind() == Kind.IDENT
                ? ranges.getOrDefault(expression.ident().name(), List.of())
                : List.of();
    }

    /** Of one of several. */
    private static Certainty of(Stream<Certainty> several) {
        Set<Certainty> all = several.collect(Collectors.toSet());
        return all.size() == 1 ? all.iterator().next() : all.isEmpty() ? Certainty.NO : Certainty.PERHAPS;
    }

    private boolean isAgent(CelExpr expression) {
        return isOf(expression, "agent");
    }

    /** Whether it is a part of the request, and no variable of the same name. */
    private boolean isOf(CelExpr expression, String name) {
        return expression.getKind() == Kind.IDENT
                && expression.ident().name().equals(name)
                && !ranges.containsKey(name);
    }

    /** A value that is looked up by an id, such as {@code context.owners[agent.id]}, is no id. */
    private boolean hasId(CelExpr expression) {
        if (is(expression, Operator.INDEX) && isAgents("id", expression) == Certainty.NO) {
            return hasId(expression.call().args().getFirst());
        }
        return isAgents("id", expression) != Certainty.NO
                || (!isBoolean(expression) && parts(expression).anyMatch(this::hasId));
    }

    /** The texts that a value may have in it. */
    private Stream<CelExpr> constants(CelExpr expression) {
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

    private enum Certainty {
        NO,
        PERHAPS,
        YES
    }

    private void refuse(CelExpr constant, String why) {
        Fault fault = Expression.fault(tree, constant, why);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
