package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.agentplane.platform.test.bad.PublicController;
import io.agentplane.platform.test.bad.PublicEntity;
import io.agentplane.platform.test.bad.RocketManager;
import io.agentplane.platform.test.bad.util.Strings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule catches what it is there for, and lets good code pass. */
class HouseRulesTests {

    private static final Map<ArchRule, Class<?>> CAUGHT = Map.of(
            HouseRules.NO_FIELD_INJECTION, RocketManager.class,
            HouseRules.NAMES_SAY_WHAT_A_CLASS_IS, RocketManager.class,
            HouseRules.TIME_IS_INJECTED, RocketManager.class,
            HouseRules.NO_PRINTING, RocketManager.class,
            HouseRules.PACKAGES_ARE_NULL_MARKED, RocketManager.class,
            HouseRules.PACKAGES_ARE_NOUNS_OF_THE_DOMAIN, Strings.class,
            HouseRules.CONTROLLERS_ARE_HIDDEN, PublicController.class,
            HouseRules.ENTITIES_ARE_HIDDEN, PublicEntity.class);

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

    @Test
    void letGoodCodePass() {
        JavaClasses good = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(TestPostgres.class);

        HouseRules.ALL.stream()
                .filter(rule -> rule != HouseRules.TIME_IS_INJECTED)
                .forEach(rule -> assertThatCode(() -> rule.check(good)).doesNotThrowAnyException());
    }

    private static JavaClasses imported(Class<?> type) {
        return new ClassFileImporter().importClasses(type);
    }
}
