package io.agentplane.platform.test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.agentplane.platform.test.bad.BatchListener;
import io.agentplane.platform.test.bad.CursorReader;
import io.agentplane.platform.test.bad.DeepPattern;
import io.agentplane.platform.test.bad.HostTeller;
import io.agentplane.platform.test.bad.LockingQueries;
import io.agentplane.platform.test.bad.NamelessCreator;
import io.agentplane.platform.test.bad.OwnMapper;
import io.agentplane.platform.test.bad.PathReader;
import io.agentplane.platform.test.bad.PublicController;
import io.agentplane.platform.test.bad.PublicEntity;
import io.agentplane.platform.test.bad.RocketManager;
import io.agentplane.platform.test.bad.StubbornRound;
import io.agentplane.platform.test.bad.UnruledRequest;
import io.agentplane.platform.test.bad.util.Strings;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each rule catches what it is there for, and lets good code pass. */
class HouseRulesTests {

    private static final Map<ArchRule, Class<?>> CAUGHT = Map.ofEntries(
            entry(HouseRules.NO_FIELD_INJECTION, RocketManager.class),
            entry(HouseRules.NAMES_SAY_WHAT_A_CLASS_IS, RocketManager.class),
            entry(HouseRules.TIME_IS_INJECTED, RocketManager.class),
            entry(HouseRules.NO_PRINTING, RocketManager.class),
            entry(HouseRules.PATTERNS_TAKE_LONG_TEXTS, DeepPattern.class),
            entry(HouseRules.PACKAGES_ARE_NULL_MARKED, RocketManager.class),
            entry(HouseRules.PACKAGES_ARE_NOUNS_OF_THE_DOMAIN, Strings.class),
            entry(HouseRules.CONTROLLERS_ARE_HIDDEN, PublicController.class),
            entry(HouseRules.ENTITIES_ARE_HIDDEN, PublicEntity.class),
            entry(HouseRules.MAPPERS_ARE_INJECTED, OwnMapper.class),
            entry(HouseRules.TARGETS_ARE_READ_ONCE, PathReader.class),
            entry(HouseRules.ANSWERS_NAME_NO_HOST, HostTeller.class),
            entry(HouseRules.ROUNDS_END_WITHOUT_A_DATABASE, StubbornRound.class),
            entry(HouseRules.STORED_JSON_IS_READ_TOLERANTLY, OwnMapper.class),
            entry(HouseRules.JSON_CREATORS_NAME_THEIR_PARAMETERS, NamelessCreator.class),
            entry(HouseRules.PATTERNS_HAVE_A_NAME, UnruledRequest.class),
            entry(HouseRules.TEXTS_OF_REQUESTS_HAVE_A_RULE, UnruledRequest.class),
            entry(HouseRules.BATCHES_ARE_HANDLED_BY_EVENT_BATCH, BatchListener.class),
            entry(HouseRules.CURSORS_KNOW_THEIR_LIST, CursorReader.class),
            entry(HouseRules.ROWS_ARE_LOCKED_IN_NO_SUBSELECT, LockingQueries.class));

    @Test
    void catchWhatTheyAreThereFor() {
        assertThat(CAUGHT).containsOnlyKeys(HouseRules.ALL);
        CAUGHT.forEach((rule, bad) -> assertThat(rule.evaluate(imported(bad)).hasViolation())
                .as("%s on %s", rule.getDescription(), bad.getSimpleName())
                .isTrue());
        assertThat(HouseRules.isPure("..bad..")
                        .evaluate(imported(RocketManager.class))
                        .hasViolation())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OwnMapper.class,
                RebuiltMapper.class,
                SharedMapper.class,
                FinishedMapper.class,
                ReferredMapper.class
            })
    void catchEveryWayToMakeAMapper(Class<?> bad) {
        assertThat(HouseRules.MAPPERS_ARE_INJECTED.evaluate(imported(bad)).hasViolation())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {UnruledListRequest.class, UnruledMapRequest.class})
    void catchTextsWithinOtherTypes(Class<?> bad) {
        assertThat(HouseRules.TEXTS_OF_REQUESTS_HAVE_A_RULE
                        .evaluate(imported(bad))
                        .hasViolation())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE a SET b = 1 WHERE id = (SELECT id FROM a LIMIT 1 FOR UPDATE)",
                "UPDATE a SET b = 1 FROM (SELECT id FROM a FOR UPDATE OF a) AS c WHERE a.id = c.id",
                "DELETE FROM a WHERE id = ANY (ARRAY(SELECT id FROM a FOR\nSHARE))",
                "WITH c AS MATERIALIZED (SELECT 1 WHERE 1 IN (SELECT id FROM a FOR NO KEY UPDATE)) SELECT 1",
                "WITH c AS NOT MATERIALIZED (SELECT id FROM a FOR UPDATE) SELECT 1"
            })
    void catchEveryLockInASubselect(String sql) {
        assertThat(SqlTexts.locksInASubselect(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM a WHERE id IN (SELECT 1) FOR UPDATE",
                "WITH c AS MATERIALIZED (SELECT id FROM a WHERE (b) FOR UPDATE) UPDATE a SET b = 1",
                "WITH c AS (\n SELECT id FROM a FOR SHARE OF a) DELETE FROM a",
                " FOR UPDATE"
            })
    void letOtherLocksPass(String sql) {
        assertThat(SqlTexts.locksInASubselect(sql)).isFalse();
    }

    @Test
    void letGoodCodePass() {
        JavaClasses good = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(TestPostgres.class);

        HouseRules.ALL.stream()
                .filter(rule -> rule != HouseRules.TIME_IS_INJECTED)
                .forEach(rule -> assertThatCode(() -> rule.check(good)).doesNotThrowAnyException());
    }

    record UnruledListRequest(@Size(max = 100) List<@Size(max = 100) String> texts) {}

    record UnruledMapRequest(@Size(max = 100) Map<String, Integer> counts) {}

    record RebuiltMapper(JsonMapper json) {

        JsonMapper tolerant() {
            return json.rebuild().build();
        }
    }

    record ReferredMapper() {

        Supplier<JsonMapper> source() {
            return JsonMapper::new;
        }
    }

    record SharedMapper() {

        String write(Object value) {
            return JsonMapper.shared().writeValueAsString(value);
        }
    }

    record FinishedMapper(JsonMapper.Builder builder) {

        JsonMapper finish() {
            return builder.build();
        }
    }

    private static JavaClasses imported(Class<?> type) {
        return new ClassFileImporter().importClasses(type);
    }
}
