package io.agentplane.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.GetMapping;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.registry");
    }

    /** An agent's signs of life have no revision: by an ETag that doesn't cover them Spring would answer 304. */
    @Test
    void leavesNoAnswerToAGetOut() {
        methods()
                .that()
                .areAnnotatedWith(GetMapping.class)
                .should()
                .notHaveRawReturnType(HttpEntity.class)
                .andShould()
                .notHaveRawReturnType(ResponseEntity.class)
                .as("Answers to GET are the body itself; its ETag, if any, is set at the response")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(RegistryService.class));
    }

    @Test
    void keepsTheBoundariesOfItsFeatures() {
        ApplicationModules.of(RegistryService.class).verify();
    }
}
