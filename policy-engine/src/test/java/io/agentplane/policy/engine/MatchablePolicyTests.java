package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.policy.engine.InvalidPolicyException.ExpressionFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchablePolicyTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.id == '01900000-ABCD-7000-8000-00000000000F'",
                "agent['id'] == '01900000-ABCD-7000-8000-00000000000F'",
                "agent.id == '01900000-ABCD-' + '7000-8000-00000000000f'",
                "agent.id == ('01A2' + context.rest)",
                "context.rest + '01A2' == agent.id",
                "agent.id.startsWith('01A2')",
                "agent.id.endsWith('0F')",
                "agent.id.contains('-ABCD-')",
                "'X01A2'.startsWith(agent.id)",
                "agent.id in ['a', 'B']",
                "agent.id in {'B': true}",
                "['b', 'C'].exists(id, agent.id == id)",
                "['b', 'C'].exists_one(id, agent.id.startsWith(id))",
                "['b', 'C'].all(id, agent.id != id)",
                "agent.exists(key, agent[key] == '01900000-ABCD-7000-8000-00000000000F')",
                "agent[context.key] == '01900000-ABCD-7000-8000-00000000000F'",
                "['team', 'id'].exists(key, agent[key] == '01900000-ABCD-7000-8000-00000000000F')",
                "['id'].exists(key, agent[key] == 'Cleaner')",
                "['id'].exists(key, ['team'].exists(key, agent[key] == 'Finance') || agent[key] == 'Cleaner')",
                "(context.a ? agent.id : 'other') == 'Cleaner'",
                "agent.id == (context.a ? 'Cleaner' : 'other')",
                "!(agent.id == 'Cleaner') && action == 'x'",
                "agent.id.matches('^01A2')",
                "agent.id.matches('^[0-9A-F]{8}-')",
                "agent.id.matches('^\\\\QABCD\\\\E')",
                "agent.id == 'my agent'",
                "agent.id == '01900000abcd70008000000000000000'",
                "agent.id in ['a', 'urn:uuid:01900000-abcd-7000-8000-00000000000f']",
                "agent.id in {'1-1-1-1-1': true}",
                "agent.id == '\u0441leaner'",
                "resource == 'agents/01900000-ABCD-7000-8000-00000000000F'",
                "resource.startsWith('agents/01900000-ABCD-')",
                "resource == 'agents/' + '01900000-ABCD-7000-8000-00000000000F'",
                "'agents/' + agent.id == 'agents/01900000-ABCD-7000-8000-00000000000F'",
            })
    void refusesAnExpressionThatComparesIdsWithWhatNoneIs(String expression) {
        Policy policy = PolicyFixtures.policy("p", PolicyAction.DENY, 0, expression);

        assertThatCode(() -> PolicySet.compile(List.of(policy))).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(matching(policy))
                .satisfies(refusal -> assertThat(refusal.expressionFaults())
                        .isNotEmpty()
                        .allSatisfy(fault -> assertThat(fault.message()).contains("small letters")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.role == 'guardian'",
                "agent.role != 'Guardian' && action == 'x'",
                "agent['role'] in ['GUARDIAN', 'worker']",
                "agent.role.startsWith('guard')",
                "agent.role.matches('^guard.*')",
                "'guardian' in [agent.role]",
                "[agent.role] == ['guardian']",
                "{'r': agent.role}.r == 'guardian'",
                "string(agent.role) == 'guardian'",
                "agent.role + '' == 'guardian'",
                "'guardian worker'.contains(agent.role)",
                "agent.role.matches('(?-i)guardian')",
                "agent.role.matches('(?s-i:guardian)')",
                "agent.role.matches('(?i:)guardian')",
                "agent.role.matches('(?i:G)uardian')",
                "agent.role.matches('(?i)g(?-i)uardian')",
                "agent.role.matches('\\\\Q(?i)\\\\E|guardian')",
                "agent.role.matches('\\\\p{Ll}+')",
                "agent.role.matches('[^A-Z]+')",
                "(agent.id != '' ? agent.role : agent.id) == 'guardian'",
                "agent['ro'+'le'] == 'guardian'",
                "agent.exists(k, k == 'role' && agent[k] == 'guardian')",
                "['team', 'role'].exists(k, agent[k] == 'guardian')",
                "['guardian', 'WORKER'].exists(r, r == agent.role)",
                "agent.role == (context.a ? 'guardian' : 'WORKER')",
                "agent.role == {'strict': 'guardian'}[context.mode]",
                "agent.role in {'guardian': 'A'}",
                "{'guardian': 1}[agent.role] == 1",
                "agent.role == ' GUARDIAN'",
                "agent.role == 'GUARDI\u00c4N'",
                "agent.role < 'a'",
                "[agent][0].role == 'guardian'",
                "{'a': agent}.a.role == 'guardian'",
                "(context.a ? agent : agent).role == 'guardian'",
                "agent in [{'role': 'guardian'}]",
                "agent == {'role': 'guardian'}",
                "agent.role == string('guardian')",
            })
    void refusesAnExpressionThatComparesRolesInSmallLetters(String expression) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(matching(PolicyFixtures.policy("p", PolicyAction.DENY, 0, expression)))
                .satisfies(invalid -> assertThat(invalid.expressionFaults())
                        .isNotEmpty()
                        .allSatisfy(fault -> assertThat(fault.toString()).contains("roles have capitals only")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.id == '01900000-abcd-7000-8000-00000000000f' && action == 'READ'",
                "agent.id.startsWith('01a2') || resource.startsWith('Docs/')",
                "resource.startsWith('Agents/' + agent.id + '/')",
                "action in context.allowed[agent.id] || context.of[agent.id] == 'READ'",
                "(agent.id == 'a') == (action == 'READ')",
                "agent.role == 'WORKER' && has(agent.id)",
                "agent.role in ['WORKER', 'GUARDIAN'] && agent.team == 'docs'",
                "agent.role.matches('(?i)^guard') || agent.role.matches('^[A-Z]+\\\\d?$')",
                "'WORKER_GUARDIAN'.contains(agent.role) && has(agent.role) && 'role' in agent",
                "agent.role.matches('[[:upper:]]+') || agent.role.matches('[A-Za-z]+')",
                "agent.role in {'GUARDIAN': 'small'} || agent.role == {'strict': 'GUARDIAN'}[context.mode]",
                "agent.role == context.role || agent.role in context.roles || context.limits[agent.role] > 1.0",
                "context.roles.exists(r, r == agent.role) && agent.role != '' && size(agent.role) > 3",
                "['GUARDIAN', 'WORKER'].exists(r, r == agent.role) && context.kind == 'role'",
                "agent == context.agent || size(agent) > 3 || context.agents.exists(a, a == agent)",
                "agent.team == 'guardian' && context.people.exists(agent, agent.role == 'guardian')",
                "agent.id.matches('(?i)^01A2')",
                "agent.id.matches('^[A-Za-z0-9]+\\\\D\\\\pL\\\\p{Lu}?[^A-Z]')",
                "context.list.exists(x, x.exists(x, x == agent.id))",
                "['READ', 'WRITE'].exists(a, action == a && agent.id == 'cleaner')",
                "context.ticket == '01900000-ABCD-7000-8000-00000000000F' && agent.id == 'a'",
                "resource == 'DEADBEEF-1'",
                "agent.id != ''",
                "agent.id in {'bob': 'Finance'}",
                "'alice, Bob'.contains(agent.id) || '/Agents/bob'.endsWith(agent.id)",
                "context.owners[agent.id] == '01900000-ABCD-7000-8000-00000000000F'",
                "agent.id == '01900000abcd' + context.rest",
                "['team', 'unit'].exists(key, agent[key] == 'Finance')",
                "['id'].exists(key, agent[key] == 'a' && ['team'].exists(key, agent[key] == 'Finance'))",
                "['team', 'id'].exists(key, agent[key] == 'Finance')",
                "agent[context.key] == 'Finance'",
                "agent.exists(key, agent[key] == 'Finance')",
                "(has(agent.team) ? agent.team : agent.id) == 'Finance'",
                "context.people.exists(agent, agent.id == 'Bob')",
            })
    void takesAnExpressionThatComparesIdsWithWhatTheyMayBe(String expression) {
        assertThatCode(matching(PolicyFixtures.policy("p", PolicyAction.DENY, 0, expression)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesConditionsThatAskForWhatIsNoId() {
        assertRefused("agent_id", "1-1-1-1-1");
        assertRefused("agent.id", "my agent");
        assertRefused("agent_id_in", List.of("a", "{01900000-abcd-7000-8000-00000000000f}"));
        assertRefused("agent_id_prefix", "\u0441leaner");
        assertRefused("resource_prefix", "agents/01900000-ABCD-");
        assertRefused("resource", "*-ABCD-7000-8000-00000000000F");
        assertTaken("agent_id", "01900000-ABCD-7000-8000-00000000000F");
        assertTaken("agent_id_prefix", "01900000-ABCD");
        assertTaken("resource_prefix", "agents/01900000-ABCD-7000-8000-00000000000F/");
        assertTaken("resource_prefix", "Docs/BAD-");
        assertTaken("owner.id", "Any thing");
    }

    @Test
    void refusesConditionsThatAskForWhatIsNoRoleAndWildcardsThatAreNone() {
        assertRefused("agent.role", "GUARD*");
        assertRefused("agent.role_in", List.of("WORKER", "guard ian"));
        assertRefused("action", "submit-*");
        assertRefused("action_in", List.of("a", "*"));
        assertTaken("agent.role", "guardian");
        assertTaken("agent.role_prefix", "guard");
        assertTaken("action_prefix", "submit-");
        assertTaken("resource", "customers/*");
        assertTaken("note", "5 * 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "action == 'pay ' ~ 11",
                "'pay ' != action ~ 1",
                "context.urgent || action in ['read', 'pay '] ~ 38",
                "action in {'pay ': true} ~ 12",
                "resource == 'pay ' ~ 13",
                "context.list.exists(x, x == 1 && resource == 'pay ') ~ 46",
            })
    void refusesAnExpressionThatAsksForAnActionOrResourceThatNoRequestHas(String expression, int column) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(matching(PolicyFixtures.policy("p", PolicyAction.DENY, 0, expression)))
                .satisfies(refusal -> assertThat(refusal.expressionFaults())
                        .containsExactly(new ExpressionFault(1, column, "has a blank at its end")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action == 'pay'",
                "action.startsWith('pay ')",
                "action == 'pay ' + context.rest",
                "context.note == 'pay '",
                "['x'].exists(action, action == 'pay ')",
                "resource.contains('pay ')",
            })
    void takesTextsThatAreNotTheWholeOfAnActionOrResource(String expression) {
        assertThatCode(matching(PolicyFixtures.policy("p", PolicyAction.DENY, 0, expression)))
                .doesNotThrowAnyException();
    }

    /** As if requests had no blanks at their ends. */
    private static ThrowingCallable matching(Policy policy) {
        return () -> policy.requireMatchable(
                (part, text) -> text.endsWith(" ") ? Optional.of("has a blank at its end") : Optional.empty());
    }

    private static void assertRefused(String key, Object value) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(matching(PolicyFixtures.policy("p", PolicyAction.DENY, Map.of(key, value))))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private static void assertTaken(String key, Object value) {
        assertThatCode(matching(PolicyFixtures.policy("p", PolicyAction.DENY, Map.of(key, value))))
                .doesNotThrowAnyException();
    }
}
