package io.agentplane.gateway.api;

import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What a call does, told without what it does it to: {@code POST /agents/*}{@code /activate}. */
final class ActionName {

    private static final int LONGEST = 200;
    private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+)*");

    /** Below these comes a name that callers have chosen and that may look like any word. */
    private static final Set<String> NAMED = Set.of(
            "prompts",
            "labels",
            "flags",
            "state",
            "locks",
            "resource-pools",
            "schedules",
            "workflows",
            "topics",
            "capabilities",
            "roles");

    private ActionName() {}

    static String of(String method, String path) {
        var name = new StringJoiner("/", method + " ", "");
        String before = "";
        for (String segment : path.split("/", -1)) {
            boolean kept = segment.isEmpty() || (WORD.matcher(segment).matches() && !NAMED.contains(before));
            name.add(kept ? segment : "*");
            before = segment;
        }
        String whole = name.toString();
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
    }
}
