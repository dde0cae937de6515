package io.agentplane.platform.test;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Every regular expression takes a text of any length. Java's engine calls itself for each round of a repeated group, so that
 * {@code (?:a|b)*} overflows the stack where {@code (?:a|b)*+} and {@code [ab]*} don't.
 */
final class PatternRules {

    private static final String CONSTRAINT = "jakarta.validation.constraints.Pattern";
    private static final int LENGTH = 20_000;
    private static final long STACK_BYTES = 256 * 1024;
    private static final List<String> REPEATED = List.of(
            "a", "A", "0", " ", "/", ".", "-", "_", ",", ":", ";", "=", "&", "%", "\\", "\"", "\u00e9", "a.", "/a");

    private PatternRules() {}

    /** The regular expressions of a class, in constants and in annotations, that overflow the stack. */
    static List<String> overflowing(Class<?> type) {
        return patterns(type).stream()
                .filter(PatternRules::overflows)
                .map(Pattern::pattern)
                .toList();
    }

    private static List<Pattern> patterns(Class<?> type) {
        List<Pattern> patterns = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Pattern.class) {
                patterns.add(constant(field));
            }
        }
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getName().equals(CONSTRAINT)) {
                patterns.add(Pattern.compile(String.valueOf(AnnotationUtils.getValue(annotation, "regexp"))));
            }
        }
        return patterns;
    }

    private static Pattern constant(Field field) {
        try {
            field.setAccessible(true);
            return (Pattern) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static boolean overflows(Pattern pattern) {
        boolean[] overflowed = {false};
        Thread narrow = new Thread(
                null,
                () -> {
                    try {
                        REPEATED.forEach(text -> {
                            Matcher matcher = pattern.matcher(text.repeat(LENGTH / text.length()));
                            matcher.matches();
                            matcher.lookingAt();
                        });
                    } catch (StackOverflowError deep) {
                        overflowed[0] = true;
                    }
                },
                "patterns",
                STACK_BYTES);
        narrow.start();
        try {
            narrow.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return overflowed[0];
    }
}
