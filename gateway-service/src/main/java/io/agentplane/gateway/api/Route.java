package io.agentplane.gateway.api;

import io.agentplane.platform.access.Reach;
import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.problem.FieldFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API.
 *
 * @param pattern below {@code /api/v1}
 * @param parameters how many parameters the pattern has
 * @param action its name, such as {@code activateAgent}
 * @param permissions what the caller must hold, all of them
 * @param reach on whom an agent may use it
 */
record Route(
        String method,
        List<Part> pattern,
        int parameters,
        String action,
        Target target,
        List<String> permissions,
        Reach reach,
        Set<Trait> traits) {

    private static final int FIRST_TRAIT = 6;
    private static final String AND = "\\+";

    static Route parse(String line) {
        String[] columns = line.strip().split("\\s+");
        List<Part> pattern = Arrays.stream(columns[1].substring(1).split("/"))
                .map(Part::parse)
                .toList();
        Set<Trait> traits = Arrays.stream(columns)
                .skip(FIRST_TRAIT)
                .map(trait -> Trait.valueOf(trait.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        int parameters =
                (int) pattern.stream().filter(part -> part.kind() != null).count();
        return new Route(
                columns[0],
                pattern,
                parameters,
                columns[5],
                Target.valueOf(columns[2]),
                List.of(columns[3].split(AND)),
                Reach.valueOf(columns[4]),
                traits);
    }

    boolean isRoutine() {
        return traits.contains(Trait.ROUTINE);
    }

    boolean isStream() {
        return traits.contains(Trait.STREAM);
    }

    /** Whether the method is its own. A HEAD is a GET without the body, which a stream would go on writing for ever. */
    boolean hasMethod(String asked) {
        return method.equals(asked) || (asked.equals("HEAD") && method.equals("GET") && !isStream());
    }

    /** Whether a path has this pattern's words in their places, whatever stands where the parameters are. */
    boolean hasWordsOf(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return false;
        }
        for (int index = 0; index < segments.size(); index++) {
            Part part = pattern.get(index);
            String segment = segments.get(index);
            if (part.kind() == null ? !part.text().equals(segment) : segment.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The parameters of a path that are of another kind than they must be. */
    List<FieldFault> faults(List<String> segments) {
        List<FieldFault> faults = new ArrayList<>();
        for (int index = 0; index < segments.size(); index++) {
            Part part = pattern.get(index);
            if (part.kind() != null && part.kind().read(segments.get(index)) == null) {
                faults.add(new FieldFault(part.text(), part.kind().rule()));
            }
        }
        return faults;
    }

    /** The call of this operation that a path stands for, whose words are its own and whose parameters have no faults. */
    RoutedCall call(List<String> segments) {
        List<String> read = new ArrayList<>(segments.size());
        String agent = null;
        for (int index = 0; index < segments.size(); index++) {
            Part part = pattern.get(index);
            String segment = part.kind() == null ? part.text() : part.kind().read(segments.get(index));
            if (part.kind() == ParameterKind.SELF || part.kind() == ParameterKind.OWN) {
                agent = segment;
            }
            read.add(segment);
        }
        return new RoutedCall(this, new RequestPath(read), agent);
    }

    /** What is special about an operation. */
    enum Trait {
        /** Agents send it all the time, so it is put on record only when it is refused. */
        ROUTINE,
        /** Its answer may go on for long. */
        STREAM
    }

    /**
     * A word, or a parameter.
     *
     * @param text the word, or the parameter's name
     */
    record Part(String text, @Nullable ParameterKind kind) {

        static Part parse(String part) {
            if (!part.startsWith("{")) {
                return new Part(part, null);
            }
            String[] nameAndKind = part.substring(1, part.length() - 1).split(":", 2);
            return new Part(nameAndKind[0], ParameterKind.parse(nameAndKind[1]));
        }
    }
}
