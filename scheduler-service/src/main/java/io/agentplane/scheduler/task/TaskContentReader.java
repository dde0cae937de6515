package io.agentplane.scheduler.task;

import java.util.Arrays;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Reads the names of {@code ?include=}; those in the API document and no others. */
@Component
class TaskContentReader implements Converter<String, TaskContent> {

    @Override
    public TaskContent convert(String name) {
        return Arrays.stream(TaskContent.values())
                .filter(content -> content.wireName().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("There is no such part of a task"));
    }
}
