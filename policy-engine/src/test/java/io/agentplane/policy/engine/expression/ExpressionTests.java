package io.agentplane.policy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import io.agentplane.policy.engine.expression.Need.Attribute;
import io.agentplane.policy.engine.expression.Verdict.Known;
import io.agentplane.policy.engine.expression.Verdict.Unknown;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTests {

    private static final Map<String, Object> AGENT = Map.of(
            "id", "coder-1", "capabilities", List.of("code", "review"), "tags", Map.of("team", "payments", "tier", 2));

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action == 'write' && resource.startsWith('db/')",
                "agent.tags.team == 'payments' && agent.tags.tier >= 2",
                "agent['tags']['team'] in ['payments', 'risk']",
                "'code' in agent.capabilities && size(agent.capabilities) == 2",
                "resource == 'db/' + agent.id",
                "context.cost > 1.0 && context.cost * 2 == 4",
                "context.cost == 2.0 && context.price > 3 && context.price < 4.0",
                "context.items.exists(item, item.price > 10 && item.kind == 'book')",
                "context.items.all(item, item.price < 100) && context.items.exists_one(item, item.kind == 'pen')",
                "context.all(name, name != 'secret')",
                "[1, 2].exists(number, number == context.cost)",
                "context.mail.matches('^[a-z]+@example[.]com$') && !context.mail.matches('[0-9]')",
                "context.mail.contains('@') && context.mail.endsWith('.com')",
                "time > timestamp('2026-01-01T00:00:00Z') && time.getHours('Europe/Berlin') == 13",
                "time - timestamp('2026-03-04T11:00:00Z') == duration('1h')",
                "has(context.cost) && !has(context.missing) && context.nothing == null",
                "context.missing == 1 || action == 'write'",
                "context.flag ? action == 'write' : false",
                "context.set.exists(word, word == 'a') && context.whole == 7 && context.third > 0.3",
                "context == context && agent != context && context.items == context.items",
            })
    void holdsForARequestAsCelHasIt(String expression) throws Exception {
        assertThat(evaluate(expression)).isEqualTo(Known.TRUE);
    }

    /** However the number is written, and whatever a database has made of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.n + 1.5 > 10000001.0",
                "2.5 * context.n == 25000000.0",
                "context.n - 0.5 < context.n",
                "context.n / 4.0 == 2500000.0",
                "context.n % 3 == 1",
                "context.n == 10000000.0 && context.n in [10000000]",
            })
    void computesWithANumberByItsValue(String text) throws Exception {
        var expression = Expression.compile(text);
        for (Number n : List.of(
                10_000_000,
                10_000_000L,
                1e7,
                new BigDecimal("10000000.00"),
                new BigDecimal("1E+7"),
                BigInteger.valueOf(10_000_000))) {
            assertThat(expression.evaluate(AGENT, "write", null, Map.of("n", n), NOON, allowance()))
                    .isEqualTo(Known.TRUE);
        }
    }

    @Test
    void isFalseWhereNothingElseIsNeededToTell() throws Exception {
        assertThat(evaluate("action == 'read'")).isEqualTo(Known.FALSE);
        assertThat(evaluate("context.missing == 1 && action == 'read'")).isEqualTo(Known.FALSE);
        assertThat(evaluate("resource == ''")).isEqualTo(Known.FALSE);
    }

    @Test
    void takesAMissingResourceForTheEmptyText() throws Exception {
        var expression = Expression.compile("resource == ''");

        assertThat(expression.evaluate(AGENT, "write", null, Map.of(), NOON, allowance()))
                .isEqualTo(Known.TRUE);
        assertThat(expression.needs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "context.missing > 1           | key 'missing' is not present",
                "context.mail > 1              | No matching overload",
                "context.cost + context.mail > 2 | No matching overload",
                "context.cost                  | not a boolean",
                "context.id == 'x'             | not JSON",
                "1 / (context.cost - 2) == 1   | by zero",
                "context.items[9].price == 1   | out of bounds",
            })
    void cannotBeToldWhenTheRequestDoesNotFit(String expression, String why) throws Exception {
        assertThat(evaluate(expression))
                .asInstanceOf(InstanceOfAssertFactories.type(Unknown.class))
                .extracting(Unknown::why, InstanceOfAssertFactories.STRING)
                .containsIgnoringCase(why);
    }

    @Test
    void saysWhereItIsWrong() {
        assertThat(faults("action == 'write' &&\n  agnet.id == 'x' && action + 1 == 2"))
                .extracting(Fault::line, Fault::column)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(2, 3), org.assertj.core.groups.Tuple.tuple(2, 29));
        assertThat(faults("action =="))
                .extracting(Fault::line, Fault::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 10));
        assertThat(faults("action.matches(resource)")).containsExactly(new Fault(1, 16, "a pattern is a constant"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "action",
                "unknown == 1",
                "action == 1",
                "type(action) == string",
                "bytes(action) == b'x'",
                "[1] + [2] == [1, 2]",
                "b'a' + b'b' == b'ab'",
                "context.items.map(item, item.price) == []",
                "size(context.items.filter(item, item.price > 1)) > 1",
                "google.protobuf.Duration{seconds: 1} == duration('1s')",
                "[[action, action]].exists(pair, [[pair, pair]].exists(four, four == four))",
                "[context.items].exists(items, true)",
                "action.matches(resource)",
                "action.matches('[a-')",
                "action.matches('((((a{100}){100}){100}){100})')",
                "action.matches('(a{99999999999999999999})')",
                "action.matches('((a{100}){10}){10}')",
            })
    void refusesWhatIsNotOfTheLanguageOrCouldGrow(String expression) {
        assertThat(faults(expression)).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.line()).isPositive();
            assertThat(fault.column()).isPositive();
            assertThat(fault.message()).isNotBlank().hasSizeLessThan(300);
        });
    }

    @Test
    @Timeout(20)
    void refusesWhatIsTooLongTooDeepOrTooWide() {
        for (String hostile : List.of(
                "'" + "x".repeat(Language.MAX_LENGTH) + "' == action",
                "(".repeat(200) + "true" + ")".repeat(200),
                "[".repeat(1000),
                "((".repeat(700),
                "a ? ".repeat(500),
                "context" + ".x".repeat(600) + " == 1",
                "action in [" + "'a',".repeat(600) + "'b']".substring(0, 4),
                "true" + " || true".repeat(255) + "x".repeat(2),
                "action.matches('" + "a{1000}".repeat(30) + "')",
                "action.matches('" + "a?".repeat(200) + "a".repeat(200) + "')")) {
            assertThat(faults(hostile)).as(hostile).isNotEmpty();
        }
    }

    /** What gets through ends soon, whatever the request holds. */
    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "context.many.exists(a, context.many.exists(b, a + b < 0))",
                "context.many.all(a, context.many == context.many)",
                "context.texts.all(text, context.long.matches('(.*)(.*)(.*)(.*)[a-z]{200}$'))",
                "context.texts.all(text, context.long.contains(context.long))",
                "context.texts.all(text, context.long + context.long != context.long + text)",
                "-1 in context.many || -2 in context.many || -3 in context.many || -4 in context.many || -5 in context.many"
                        + " || -1.5 in context.many || context.many.exists(a, a in context.many && a < 0)"
                        + " || -6 in context.many || -7 in context.many || -8 in context.many || -9 in context.many",
            })
    void isStoppedWhenItLooksAtTooMuch(String expression) throws Exception {
        Map<String, Object> huge = Map.of(
                "many",
                IntStream.range(0, 10_000).boxed().toList(),
                "texts",
                Collections.nCopies(10_000, "a".repeat(50)),
                "long",
                "a".repeat(100_000));

        assertThat(Expression.compile(expression).evaluate(AGENT, "write", null, huge, NOON, allowance()))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void isStoppedWhenItGoesTooDeep() throws Exception {
        Object object = 1;
        Object list = 1;
        for (int depth = 0; depth < 100_000; depth++) {
            object = Map.of("x", object);
            list = List.of(list);
        }
        Map<String, Object> deep = Map.of("object", object, "list", list);

        for (String expression : List.of("context.object == context.object", "size(context.list) == 2")) {
            assertThat(Expression.compile(expression).evaluate(AGENT, "write", null, deep, NOON, allowance()))
                    .isInstanceOf(Unknown.class);
        }
    }

    @Test
    void looksThroughTenThousandElements() throws Exception {
        Map<String, Object> many =
                Map.of("many", IntStream.range(0, 10_000).boxed().toList());

        assertThat(Expression.compile("context.many.all(a, a < 10000) && 9999 in context.many")
                        .evaluate(AGENT, "write", null, many, NOON, allowance()))
                .isEqualTo(Known.TRUE);
    }

    @Test
    void tellsWhatARequestNeedsInAnyCase() throws Exception {
        assertThat(Expression.compile(
                                "(action == 'write' || false) && 'db' == resource && agent.id in ['a', 'b'] && context.x"
                                        + " == 1 && resource.startsWith('d') && context.y in ['z'] && action in [resource]"
                                        + " && agent.id == resource && has(agent.id)")
                        .needs())
                .containsExactlyInAnyOrder(
                        new Need.OneOf(Attribute.RESOURCE, Set.of("db")),
                        new Need.OneOf(Attribute.AGENT_ID, Set.of("a", "b")),
                        new Need.StartsWith(Attribute.RESOURCE, "d"));
        assertThat(Expression.compile("action == 'write'").needs())
                .containsExactly(new Need.OneOf(Attribute.ACTION, Set.of("write")));
        assertThat(Expression.compile("action == 'write' || resource == 'db'").needs())
                .isEmpty();
        assertThat(Expression.compile("!(action == 'write')").needs()).isEmpty();
        assertThat(Expression.compile("true").needs()).isEmpty();
    }

    @Test
    void compilesAnExpressionInUseOnce() throws Exception {
        var inUse = Expression.compile("action == 'once'");

        assertThat(Expression.compile("action == 'once'")).isSameAs(inUse);
    }

    private static Verdict evaluate(String expression) throws InvalidExpressionException {
        Map<String, @Nullable Object> context = new HashMap<>(Map.of(
                "cost",
                2,
                "price",
                new BigDecimal("3.5"),
                "mail",
                "ann@example.com",
                "flag",
                true,
                "id",
                UUID.randomUUID()));
        context.put("items", Arrays.asList(Map.of("kind", "book", "price", 12), Map.of("kind", "pen", "price", 1.5f)));
        context.put("set", new LinkedHashSet<>(List.of("a", "b")));
        context.put("whole", BigInteger.valueOf(7));
        context.put("third", 1 / 3.0);
        context.put("nothing", null);
        if (!expression.contains("context.id")) {
            context.remove("id");
        }
        return Expression.compile(expression).evaluate(AGENT, "write", "db/coder-1", context, NOON, allowance());
    }

    private static Allowance allowance() {
        var allowance = Allowance.ofOne();
        allowance.beginDecision();
        allowance.beginPolicy(false);
        return allowance;
    }

    private static List<Fault> faults(String expression) {
        var refused = new InvalidExpressionException[1];
        assertThatExceptionOfType(InvalidExpressionException.class)
                .isThrownBy(() -> Expression.compile(expression))
                .satisfies(exception -> refused[0] = exception);
        return refused[0].faults();
    }
}
