package io.agentplane.gateway.api;

import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The operations of the API: which service answers each, and which permission that takes. There are no others. */
final class RouteTable {

    /** The member of a METHOD_NOT_ALLOWED problem that lists the methods which the path has. */
    static final String ALLOWED = "allowed";

    private static final String FILE = "routes.txt";
    private static final String COMMENT = "#";

    private final List<Route> routes;
    private final Map<String, List<Route>> byFirstWord;

    RouteTable() {
        routes = read();
        byFirstWord = routes.stream()
                .collect(Collectors.groupingBy(
                        route -> route.pattern().getFirst().text()));
    }

    /** All operations, in the order of the table. */
    List<Route> routes() {
        return routes;
    }

    /**
     * Finds what a call is about. A word goes before a parameter: {@code /agents/watch} is no agent.
     *
     * @param path below {@code /api/v1}
     * @throws DomainException NOT_FOUND, METHOD_NOT_ALLOWED, or INVALID_REQUEST for a parameter of another kind
     */
    RoutedCall find(String method, RequestPath path) {
        List<String> segments = path.segments();
        List<Route> meant = new ArrayList<>();
        String first = segments.isEmpty() ? "" : segments.getFirst();
        for (Route route : byFirstWord.getOrDefault(first, List.of())) {
            if (route.hasWordsOf(segments)) {
                if (!meant.isEmpty() && route.parameters() < meant.getFirst().parameters()) {
                    meant.clear();
                }
                if (meant.isEmpty() || route.parameters() == meant.getFirst().parameters()) {
                    meant.add(route);
                }
            }
        }
        Route route = withMethod(method, meant);
        List<FieldFault> faults = route.faults(segments);
        if (!faults.isEmpty()) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid in the path: " + faults.getFirst().field())
                    .withErrors(faults);
        }
        return route.call(segments);
    }

    private static Route withMethod(String method, List<Route> meant) {
        for (Route route : meant) {
            if (route.hasMethod(method)) {
                return route;
            }
        }
        if (meant.isEmpty()) {
            throw PlatformProblem.NOT_FOUND.because("The API has no such path");
        }
        throw PlatformProblem.METHOD_NOT_ALLOWED
                .because("The path has no such method")
                .with(ALLOWED, meant.stream().map(Route::method).distinct().toList());
    }

    private static List<Route> read() {
        try (InputStream file = Objects.requireNonNull(RouteTable.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .map(Route::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
