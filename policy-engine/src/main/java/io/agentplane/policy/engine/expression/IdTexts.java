package io.agentplane.policy.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.agentplane.policy.engine.CanonicalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the constants that an expression compares with the agent's id though no id has them in it: ids have small letters
 * only ({@link CanonicalId}), and CEL compares character by character. It looks at pieces too, such as of a sum, a list
 * or a loop. Resources and attributes that need not be the id may have capitals; of these it looks for UUIDs only. What
 * it finds that the action or the resource is to equal, others judge.
 */
final class IdTexts extends Texts {

    private static final String ID = "id";

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

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final List<ComparedText> compared = new ArrayList<>();

    private IdTexts(CelAbstractSyntaxTree tree) {
        super(tree);
    }

    static IdTexts of(CelAbstractSyntaxTree tree) {
        var texts = new IdTexts(tree);
        texts.walk();
        return texts;
    }

    /** The texts that are to equal the action or the resource, or one of which is. */
    List<ComparedText> compared() {
        return List.copyOf(compared);
    }

    @Override
    void look(CelExpr expression) {
        if (expression.getKind() == Kind.CALL && isBoolean(expression)) {
            compared(expression.call());
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
                            .forEach(text -> compared.add(new ComparedText(part, text(text), place(text)))));
            if (isId(operand) == Certainty.YES) {
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
                ? keys(other).flatMap(this::constants)
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
            case MAP -> keys(expression).filter(IdTexts::isText);
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
        return !FoldingRules.ignoresCaseThroughout(pattern)
                && CAPITAL.matcher(NO_LETTERS.matcher(pattern).replaceAll("")).find();
    }

    /**
     * Whether it is the agent's id; perhaps where it is one of several, or only the request says which attribute it
     * is.
     */
    private Certainty isId(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT ->
                isAgent(expression.select().operand())
                                && expression.select().field().equals(ID)
                                && !expression.select().testOnly()
                        ? Certainty.YES
                        : Certainty.NO;
            case CALL -> {
                List<CelExpr> operands = expression.call().args();
                if (is(expression, Operator.INDEX)) {
                    yield isAgent(operands.getFirst()) ? isNamed(operands.getLast()) : Certainty.NO;
                }
                yield is(expression, Operator.CONDITIONAL)
                        ? of(operands.stream()
                                .skip(1)
                                .filter(one -> !isText(one))
                                .map(one -> isId(one)))
                        : Certainty.NO;
            }
            default -> Certainty.NO;
        };
    }

    private Certainty isNamed(CelExpr name) {
        List<CelExpr> names = isText(name) ? List.of(name) : range(name);
        return names.isEmpty()
                ? Certainty.PERHAPS
                : of(names.stream().map(one -> text(one).equals(ID) ? Certainty.YES : Certainty.NO));
    }

    /** Of one of several. */
    private static Certainty of(Stream<Certainty> several) {
        Set<Certainty> all = several.collect(Collectors.toSet());
        return all.size() == 1 ? all.iterator().next() : all.isEmpty() ? Certainty.NO : Certainty.PERHAPS;
    }

    /** A value that is looked up by an id, such as {@code context.owners[agent.id]}, is no id. */
    private boolean hasId(CelExpr expression) {
        if (is(expression, Operator.INDEX) && isId(expression) == Certainty.NO) {
            return hasId(expression.call().args().getFirst());
        }
        return isId(expression) != Certainty.NO
                || (!isBoolean(expression) && parts(expression).anyMatch(this::hasId));
    }

    private enum Certainty {
        NO,
        PERHAPS,
        YES
    }
}
