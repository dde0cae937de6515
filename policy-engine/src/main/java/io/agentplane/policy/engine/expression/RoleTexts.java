package io.agentplane.policy.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.agentplane.policy.engine.Role;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the constants that an expression compares with the agent's role though no role has them in it: roles have capitals
 * only, and CEL compares character by character. To know of all of them, it takes a role only where it is asked for by
 * itself, and no role that is put together with others first or named by a text that is worked out, and no other name for
 * the agent.
 */
final class RoleTexts extends Texts {

    private static final String ROLE = "role";
    private static final String MATCHES = "matches";

    /** Operators and functions that a role may stand in. */
    private static final Set<String> QUESTIONS = Set.of(
            Operator.EQUALS.getFunction(),
            Operator.NOT_EQUALS.getFunction(),
            Operator.IN.getFunction(),
            Operator.INDEX.getFunction(),
            "startsWith",
            "endsWith",
            "contains",
            MATCHES,
            "size");

    /** In a pattern: classes of characters and brackets that take capitals, and escaped signs. */
    private static final Pattern TAKES_CAPITALS = Pattern.compile("\\\\[dDwWsSbBAz]|\\\\[^A-Za-z0-9]"
            + "|\\[:(?:upper|alpha|alnum|word|ascii|graph|print):]|\\[(?!\\^)[^\\[\\]]*A-Z[^\\[\\]]*]");

    private static final Pattern NO_CAPITALS = Pattern.compile("[a-z\\\\]|\\[\\^[^\\]]*A-Z");

    private static final String SMALL = "roles have capitals only; write the role in capitals, as in GUARDIAN";
    private static final String SMALL_IN_PATTERN =
            "roles have capitals only; write the pattern in capitals, or begin it with (?i)";
    private static final String NOT_BY_ITSELF =
            "ask for the role by itself: agent.role == 'GUARDIAN', agent.role in ['GUARDIAN', 'WORKER'],"
                    + " or agent.role with startsWith, endsWith, contains or matches; roles have capitals only";
    private static final String NOT_AS_A_WHOLE =
            "ask for the agent's attributes by agent and their name, such as agent.role; roles have capitals only";
    private static final String NOT_BY_NAME = "write agent.role; roles have capitals only";

    private final List<CelExpr> named = new ArrayList<>();
    private boolean agentIsAskedForWhatever;

    private RoleTexts(CelAbstractSyntaxTree tree) {
        super(tree);
    }

    static List<Fault> mismatches(CelAbstractSyntaxTree tree) {
        var texts = new RoleTexts(tree);
        texts.walk();
        if (texts.agentIsAskedForWhatever) {
            texts.named.forEach(name -> texts.refuse(name, NOT_BY_NAME));
        }
        return texts.mismatches();
    }

    @Override
    void look(CelExpr expression) {
        for (CelExpr part : parts(expression).toList()) {
            if (isRole(part)) {
                if (expression.getKind() == Kind.CALL
                        && QUESTIONS.contains(expression.call().function())) {
                    compared(expression.call(), part);
                } else {
                    refuse(part, NOT_BY_ITSELF);
                }
            } else if (isAgent(part)) {
                if (!isAskedFor(expression)) {
                    refuse(part, NOT_AS_A_WHOLE);
                }
                agentIsAskedForWhatever |= !isAskedForOne(expression);
            } else if (isText(part) && text(part).equals(ROLE) && !isPartOf(expression)) {
                named.add(part);
            }
        }
        if (isOfAgent(expression)
                && !isText(name(expression))
                && range(name(expression)).isEmpty()) {
            constants(name(expression)).findFirst().ifPresent(piece -> refuse(name(expression), NOT_BY_NAME));
        }
    }

    private void compared(CelCall call, CelExpr role) {
        boolean isPattern = call.function().equals(MATCHES);
        Stream.concat(call.target().stream(), call.args().stream())
                .filter(other -> other != role)
                .flatMap(other -> texts(call, other))
                .filter(constant -> isPattern ? wantsSmallLetters(text(constant)) : !Role.isPart(text(constant)))
                .forEach(constant -> refuse(constant, isPattern ? SMALL_IN_PATTERN : SMALL));
    }

    /** Of a map, its keys where the role is looked for in it, and its values where they are compared with the role. */
    private Stream<CelExpr> texts(CelCall call, CelExpr other) {
        if (other.getKind() == Kind.MAP
                && Set.of(Operator.IN.getFunction(), Operator.INDEX.getFunction())
                        .contains(call.function())) {
            return keys(other).flatMap(this::constants);
        }
        if (is(other, Operator.INDEX) && other.call().args().getFirst().getKind() == Kind.MAP) {
            return other.call().args().getFirst().map().entries().stream()
                    .map(CelExpr.CelMap.Entry::value)
                    .flatMap(this::constants);
        }
        return constants(other);
    }

    private static boolean wantsSmallLetters(String pattern) {
        return !FoldingRules.ignoresCaseThroughout(pattern)
                && NO_CAPITALS
                        .matcher(TAKES_CAPITALS.matcher(pattern).replaceAll(""))
                        .find();
    }

    private boolean isRole(CelExpr expression) {
        if (expression.getKind() == Kind.SELECT) {
            return isAgent(expression.select().operand())
                    && expression.select().field().equals(ROLE)
                    && !expression.select().testOnly();
        }
        return isOfAgent(expression)
                && constants(name(expression)).anyMatch(one -> text(one).equals(ROLE));
    }

    /** Whether it is an attribute of the agent that is named by a text. */
    private boolean isOfAgent(CelExpr expression) {
        return is(expression, Operator.INDEX)
                && isAgent(expression.call().args().getFirst());
    }

    private static CelExpr name(CelExpr index) {
        return index.call().args().getLast();
    }

    /** Whether it asks the agent for something, and doesn't make another name for it. */
    private boolean isAskedFor(CelExpr expression) {
        return isAskedForOne(expression)
                || isOfAgent(expression)
                || expression.getKind() == Kind.COMPREHENSION
                || is(expression, Operator.EQUALS)
                || is(expression, Operator.NOT_EQUALS)
                || (expression.getKind() == Kind.CALL
                        && expression.call().function().equals("size"));
    }

    /** Whether it asks the agent for an attribute that it names. */
    private boolean isAskedForOne(CelExpr expression) {
        return expression.getKind() == Kind.SELECT
                || (is(expression, Operator.IN)
                        && isAgent(expression.call().args().getLast())
                        && !isAgent(expression.call().args().getFirst()))
                || (isOfAgent(expression) && isText(name(expression)));
    }

    /** Whether a text in it is the name of an attribute, and nothing that is compared. */
    private boolean isPartOf(CelExpr expression) {
        return isOfAgent(expression)
                || (is(expression, Operator.IN)
                        && isAgent(expression.call().args().getLast()));
    }
}
