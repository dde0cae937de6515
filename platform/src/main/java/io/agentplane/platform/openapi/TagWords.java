package io.agentplane.platform.openapi;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.JavadocProvider;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Describes each tag by the Javadoc of its controller, which springdoc does for tags only that nobody has named. Where several
 * controllers share a tag, one of them has a Javadoc.
 */
final class TagWords implements OpenApiCustomizer {

    private final ListableBeanFactory beans;
    private final JavadocProvider javadoc;

    TagWords(ListableBeanFactory beans, JavadocProvider javadoc) {
        this.beans = beans;
        this.javadoc = javadoc;
    }

    @Override
    public void customise(OpenAPI document) {
        Map<String, String> descriptions = Stream.of(beans.getBeanNamesForAnnotation(Tag.class))
                .map(controller -> ClassUtils.getUserClass(Objects.requireNonNull(beans.getType(controller))))
                .filter(controller -> javadoc.getClassJavadoc(controller) != null)
                .collect(Collectors.toMap(
                        controller -> controller.getAnnotation(Tag.class).name(), javadoc::getClassJavadoc));
        new TreeMap<>(descriptions)
                .forEach((name, description) -> document.addTagsItem(
                        new io.swagger.v3.oas.models.tags.Tag().name(name).description(description)));
    }
}
