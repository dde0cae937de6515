package io.agentplane.platform.test;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The SQL that stands in a class. ArchUnit knows nothing of a class's texts, so they are read from its file. */
final class SqlTexts {

    private static final Pattern LOCK = Pattern.compile("\\bFOR\\s+(NO\\s+KEY\\s+UPDATE|UPDATE|KEY\\s+SHARE|SHARE)\\b");

    /**
     * The words before a WITH query's parenthesis. Such a query runs once where it locks, so it may; one that is NOT
     * MATERIALIZED is refused like a subselect.
     */
    private static final Pattern BEGINS_A_WITH_QUERY = Pattern.compile("\\bAS(\\s+MATERIALIZED)?\\s*$");

    private SqlTexts() {}

    static List<String> of(JavaClass type) {
        return type.getSource().stream()
                .flatMap(source -> {
                    try (InputStream file = source.getUri().toURL().openStream()) {
                        return StreamSupport.stream(
                                ClassFile.of()
                                        .parse(file.readAllBytes())
                                        .constantPool()
                                        .spliterator(),
                                false)
                                .filter(Utf8Entry.class::isInstance)
                                .map(entry -> ((Utf8Entry) entry).stringValue())
                                .toList()
                                .stream();
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                })
                .toList();
    }

    static boolean locksInASubselect(String text) {
        return LOCK.matcher(text).results().anyMatch(lock -> {
            int open = openBefore(text, lock.start());
            return open >= 0
                    && !BEGINS_A_WITH_QUERY.matcher(text.substring(0, open)).find();
        });
    }

    /** Where the innermost parenthesis around a position begins; below 0 when there is none. */
    private static int openBefore(String text, int position) {
        int closed = 0;
        for (int at = position - 1; at >= 0; at--) {
            char sign = text.charAt(at);
            if (sign == ')') {
                closed++;
            } else if (sign == '(' && --closed < 0) {
                return at;
            }
        }
        return -1;
    }
}
