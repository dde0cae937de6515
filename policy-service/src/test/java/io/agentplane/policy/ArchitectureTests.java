package io.agentplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agentplane.platform.test.HouseRules;
import io.agentplane.policy.evaluation.PlainId;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
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
                        .filter(type -> type.isAnnotationPresent(RestController.class))
                        .flatMap(ArchitectureTests::doors)
                        .toList();

        assertThat(doors).hasSizeGreaterThan(4).allMatch(Door::isRuled);
        assertThat(doors(GoodController.class)).hasSize(2).allMatch(Door::isRuled);
        assertThat(doors(BadController.class)).hasSize(4).noneMatch(Door::isRuled);
    }

    /** Where a controller takes an id as a text: in a parameter, or in whatever a body is made of. */
    private static Stream<Door> doors(Class<?> controller) {
        return Arrays.stream(controller.getDeclaredMethods())
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .flatMap(parameter -> doors(name(parameter), parameter.getAnnotatedType(), new HashSet<>()));
    }

    private static Stream<Door> doors(String name, AnnotatedType type, Set<Class<?>> seen) {
        return switch (type) {
            case AnnotatedParameterizedType generic ->
                Arrays.stream(generic.getAnnotatedActualTypeArguments()).flatMap(part -> doors(name, part, seen));
            case AnnotatedArrayType array -> doors(name, array.getAnnotatedGenericComponentType(), seen);
            default -> {
                if (type.getType() == String.class) {
                    yield Stream.of(new Door(name, type)).filter(Door::takesId);
                }
                yield type.getType() instanceof Class<?> record && record.isRecord() && seen.add(record)
                        ? Arrays.stream(record.getRecordComponents())
                                .flatMap(part -> doors(part.getName(), part.getAnnotatedType(), seen))
                        : Stream.of();
            }
        };
    }

    private static String name(Parameter parameter) {
        RequestParam query = AnnotatedElementUtils.getMergedAnnotation(parameter, RequestParam.class);
        PathVariable segment = AnnotatedElementUtils.getMergedAnnotation(parameter, PathVariable.class);
        return Stream.of(query == null ? "" : query.name(), segment == null ? "" : segment.name(), parameter.getName())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private record Door(String name, AnnotatedType type) {

        boolean takesId() {
            return name.matches("ids?|.*Ids?");
        }

        boolean isRuled() {
            return type.isAnnotationPresent(PlainId.class);
        }
    }

    @RestController
    static class GoodController {

        @PostMapping("/good")
        String take(@RequestParam @PlainId String agentId, @RequestBody Ruled body) {
            return agentId + body;
        }
    }

    @RestController
    static class BadController {

        @PostMapping("/bad/{id}")
        String take(
                @PathVariable String id,
                @RequestParam("agentId") String agent,
                @RequestParam String[] policyIds,
                @RequestBody List<Outer> body) {
            return id + agent + policyIds.length + body;
        }
    }

    private record Ruled(List<@PlainId String> agentIds) {}

    private record Outer(Inner inner) {}

    private record Inner(List<String> agentIds) {}
}
