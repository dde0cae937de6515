package io.agentplane.policy.engine.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.agentplane.policy.engine.expression.Need.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads needs off an expression: simple tests that stand alone or are joined by {@code &&} to all else. They ask only for
 * what every request has, so a test can't fail to be told; and {@code false && anything} is false, even where that fails.
 */
final class Needs {

    private static final String STARTS_WITH = "startsWith";

    private final List<Need> found = new ArrayList<>();

    private Needs() {}

    static List<Need> of(CelExpr expression) {
        var needs = new Needs();
        needs.collect(expression);
        return List.copyOf(needs.found);
    }

    private void collect(CelExpr expression) {
        if (expression.getKind() != Kind.CALL) {
            return;
        }
        CelCall call = expression.call();
        if (is(call, Operator.LOGICAL_AND)) {
            call.args().forEach(this::collect);
        } else if (is(call, Operator.EQUALS)) {
            oneOf(call.args().getFirst(), List.of(call.args().getLast()));
            oneOf(call.args().getLast(), List.of(call.args().getFirst()));
        } else if (is(call, Operator.IN) && call.args().getLast().getKind() == Kind.LIST) {
            oneOf(call.args().getFirst(), call.args().getLast().list().elements());
        } else if (call.function().equals(STARTS_WITH)) {
            startsWith(call.target(), call.args().getFirst());
        }
    }

    private void oneOf(CelExpr tested, List<CelExpr> values) {
        Attribute attribute = attribute(tested);
        Set<String> texts = new HashSet<>();
        for (CelExpr value : values) {
            String text = text(value);
            if (text == null) {
                return;
            }
            texts.add(text);
        }
        if (attribute != null && !texts.isEmpty()) {
            found.add(new Need.OneOf(attribute, texts));
        }
    }

    private void startsWith(Optional<CelExpr> tested, CelExpr prefix) {
        Attribute attribute = tested.map(Needs::attribute).orElse(null);
        String text = text(prefix);
        if (attribute != null && text != null) {
            found.add(new Need.StartsWith(attribute, text));
        }
    }

    private static @Nullable Attribute attribute(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT ->
                switch (expression.ident().name()) {
                    case "action" -> Attribute.ACTION;
                    case "resource" -> Attribute.RESOURCE;
                    default -> null;
                };
            case SELECT -> {
                var select = expression.select();
                boolean id = select.field().equals("id")
                        && !select.testOnly()
                        && select.operand().getKind() == Kind.IDENT
                        && select.operand().ident().name().equals("agent");
                yield id ? Attribute.AGENT_ID : null;
            }
            default -> null;
        };
    }

    /** Not the empty text, which stands for a missing resource. */
    private static @Nullable String text(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        && !expression.constant().stringValue().isEmpty()
                ? expression.constant().stringValue()
                : null;
    }

    private static boolean is(CelCall call, Operator operator) {
        return call.function().equals(operator.getFunction());
    }
}
