package io.agentplane.gateway.api;

/**
 * One line of the route table.
 *
 * @param method an HTTP method, or {@code *} for any
 * @param pattern path segments; {@code *} stands for any one, {@code **} at the end for any number
 * @param permission what the caller must hold
 */
record Route(String method, String[] pattern, Target target, String permission) {

    static Route parse(String line) {
        String[] columns = line.strip().split("\\s+");
        return new Route(columns[0], segments(columns[1]), Target.valueOf(columns[2]), columns[3]);
    }

    static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    boolean matches(String requestMethod, String[] path) {
        String asked = requestMethod.equals("HEAD") ? "GET" : requestMethod;
        if (!method.equals("*") && !method.equals(asked)) {
            return false;
        }
        for (int index = 0; index < pattern.length; index++) {
            if (pattern[index].equals("**")) {
                return true;
            }
            if (index == path.length || !(pattern[index].equals("*") || pattern[index].equals(path[index]))) {
                return false;
            }
        }
        return path.length == pattern.length;
    }
}
