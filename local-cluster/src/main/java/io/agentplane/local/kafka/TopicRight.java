package io.agentplane.local.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code contracts/kafka/rights.txt}, by which every cluster gives rights.
 *
 * @param group the consumer group by which the topic is read; null for all else, and for reading without one
 */
public record TopicRight(
        String service, Verb verb, String topic, @Nullable String group) {

    private static final String TABLE = "rights.txt";

    /** Starts a comment. */
    private static final String REMARK = "#";

    /** What a service does with a topic; the table says what each word means. */
    public enum Verb {
        WRITES,
        MAKES,
        READS
    }

    /** The whole table. */
    public static List<TopicRight> all() {
        try (InputStream in = Objects.requireNonNull(TopicRight.class.getResourceAsStream(TABLE))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The services that have a right. */
    public static Set<String> services() {
        return all().stream().map(TopicRight::service).collect(Collectors.toCollection(TreeSet::new));
    }

    static List<TopicRight> parse(String table) {
        return table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(REMARK))
                .map(TopicRight::row)
                .toList();
    }

    private static TopicRight row(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        if (words.size() < 3 || words.size() > 4) {
            throw new IllegalArgumentException("A row has three or four words: " + line);
        }
        Verb verb = Verb.valueOf(words.get(1).toUpperCase(Locale.ROOT));
        if (words.size() == 4 && verb != Verb.READS) {
            throw new IllegalArgumentException("Only readers have a group: " + line);
        }
        return new TopicRight(words.getFirst(), verb, words.get(2), words.size() == 4 ? words.get(3) : null);
    }
}
