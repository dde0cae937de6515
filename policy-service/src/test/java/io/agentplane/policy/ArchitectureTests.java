package io.agentplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agentplane.platform.test.HouseRules;
import io.agentplane.policy.evaluation.PlainId;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.policy");
    }

    @Test
    void keepsItsFeaturesApart() {
        ApplicationModules.of(PolicyService.class).verify();
    }

    @Test
    void takesIdsAsTextsInOneForm() {
        List<Door> doors = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.agentplane.policy").stream()
                        .map(JavaClass::reflect)
                        .flatMap(ArchitectureTests::doors)
                        .toList();

        assertThat(doors).hasSizeGreaterThan(3).allMatch(Door::isRuled);
        assertThat(doors(BadController.class)).hasSize(1).noneMatch(Door::isRuled);
        assertThat(doors(BadRequest.class)).hasSize(1).noneMatch(Door::isRuled);
    }

    /** Where a class takes an id as a text. */
    private static Stream<Door> doors(Class<?> type) {
        Stream<Door> fields = type.isRecord() && type.getSimpleName().endsWith("Request")
                ? Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.getType() == String.class)
                        .map(field -> new Door(type.getSimpleName() + "." + field.getName(), field))
                : Stream.of();
        Stream<Door> parameters = type.isAnnotationPresent(RestController.class)
                ? Arrays.stream(type.getDeclaredMethods())
                        .flatMap(method -> Arrays.stream(method.getParameters()))
                        .filter(parameter -> parameter.getType() == String.class)
                        .map(parameter -> new Door(type.getSimpleName() + "." + parameter.getName(), parameter))
                : Stream.of();
        return Stream.concat(fields, parameters).filter(door -> door.name().endsWith("Id"));
    }

    private record Door(String name, AnnotatedElement element) {

        boolean isRuled() {
            return element.isAnnotationPresent(PlainId.class);
        }
    }

    @RestController
    static class BadController {

        String take(@RequestParam String agentId) {
            return agentId;
        }
    }

    private record BadRequest(String agentId) {}
}
