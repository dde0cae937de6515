package io.agentplane.examples.agents;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agents of one container are, from its environment:
 *
 * <ul>
 *   <li>{@code ROLE}: {@code coordinator} or {@code worker}
 *   <li>{@code SPECIALIZATION}: what they are good at; the tasks they take ask for it
 *   <li>{@code AGENT_COUNT}: how many agents there are in the container, from 1 to 100; 1 where it is not set
 *   <li>{@code COORDINATOR_URL}: where workers report for duty; of a coordinator, the address it can be reached at
 *   <li>{@code AGENTPLANE_URL}: the gateway
 *   <li>{@code AGENTPLANE_KEY_FILE}: the file with the API key they call it with
 *   <li>{@code HOSTNAME}: tells containers of the same kind from each other
 * </ul>
 */
record AgentSettings(
        Role role, String specialization, int count, URI coordinator, URI gateway, String apiKey, String host) {

    private static final int MAX_COUNT = 100;

    /** What an agent does in the fleet. */
    enum Role {
        COORDINATOR,
        WORKER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A sentence for who set the environment. */
    static final class UnusableSettingException extends Exception {
        UnusableSettingException(String message) {
            super(message);
        }
    }

    static AgentSettings of(Map<String, String> environment) throws UnusableSettingException {
        Role role = role(required(environment, "ROLE"));
        return new AgentSettings(
                role,
                required(environment, "SPECIALIZATION"),
                count(environment.getOrDefault("AGENT_COUNT", "1")),
                coordinatorUrl(environment),
                gatewayUrl(environment),
                key(Path.of(required(environment, "AGENTPLANE_KEY_FILE"))),
                required(environment, "HOSTNAME"));
    }

    /** The name of the agent with that number in the container. */
    String agentName(int number) {
        return "%s-%s-%s-%d".formatted(role.label(), specialization, host, number);
    }

    private static Role role(String text) throws UnusableSettingException {
        return Arrays.stream(Role.values())
                .filter(role -> role.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new UnusableSettingException("ROLE is coordinator or worker, not " + text));
    }

    private static int count(String text) throws UnusableSettingException {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MAX_COUNT) {
                return count;
            }
        } catch (NumberFormatException noNumber) {
            // As wrong as one out of bounds.
        }
        throw new UnusableSettingException("AGENT_COUNT is a number from 1 to %d, not %s".formatted(MAX_COUNT, text));
    }

    private static URI coordinatorUrl(Map<String, String> environment) throws UnusableSettingException {
        String name = "COORDINATOR_URL";
        URI url = address(name, required(environment, name));
        // It is also what the coordinator listens on, by plain HTTP.
        if (!"http".equals(url.getScheme()) || url.getPort() < 0) {
            throw new UnusableSettingException(
                    "%s is an address with a port, like http://coordinator:8090, not %s".formatted(name, url));
        }
        return url;
    }

    private static URI gatewayUrl(Map<String, String> environment) throws UnusableSettingException {
        return address("AGENTPLANE_URL", required(environment, "AGENTPLANE_URL"));
    }

    private static URI address(String name, String text) throws UnusableSettingException {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // As wrong as another scheme.
        }
        throw new UnusableSettingException("%s is an address like http://gateway:8080, not %s".formatted(name, text));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "%s for %s".formatted(role.label(), specialization);
    }

    private static String key(Path file) throws UnusableSettingException {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UnusableSettingException("The API key can't be read from " + file);
        }
    }

    private static String required(Map<String, String> environment, String name) throws UnusableSettingException {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new UnusableSettingException(name + " is not set");
        }
        return value.strip();
    }
}
