package io.agentplane.examples.agents;

import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneProblemException;
import io.agentplane.sdk.Gateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Gives the coordinators and the workers a key each, with no more rights than they need, unless theirs still opens. Takes
 * the gateway's address, the file of the administrator's key, and a folder with the folders {@code coordinator} and
 * {@code worker}, which get a file {@code key}.
 */
public final class AccessJob {

    private static final int UNAUTHORIZED = 401;
    private static final int ARGUMENTS = 3;
    private static final int CALLED_WRONGLY = 2;

    private final URI url;
    private final Gateway gateway;

    private AccessJob(URI url, Agentplane asAdministrator) {
        this.url = url;
        this.gateway = asAdministrator.gateway();
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != ARGUMENTS) {
            System.err.println("usage: <gateway> <file of the administrator's key> <folder for the keys>");
            System.exit(CALLED_WRONGLY);
        }
        URI url = URI.create(arguments[0]);
        Path keys = Path.of(arguments[2]);
        try (Agentplane agentplane =
                Agentplane.connect(url, Files.readString(Path.of(arguments[1])).strip())) {
            AccessJob job = new AccessJob(url, agentplane);
            job.give("coordinator", "AGENT_MANAGER", keys.resolve("coordinator/key"));
            job.give("worker", "SERVICE_ACCOUNT", keys.resolve("worker/key"));
        }
    }

    private void give(String name, String role, Path file) throws IOException {
        if (Files.exists(file) && opens(Files.readString(file).strip())) {
            return;
        }
        Principal principal = gateway.create(
                "/principals",
                Map.of("name", "example-" + name + "-" + UUID.randomUUID(), "kind", "SERVICE"),
                Principal.class);
        gateway.put("/role-bindings", Map.of("principalId", principal.id(), "role", role), JsonNode.class);
        String key = gateway.create("/api-keys", Map.of("principalId", principal.id()), ApiKey.class)
                .secret();
        Path fresh = Files.createTempFile(
                file.getParent(),
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, key);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        System.out.println("The " + name + " has a key");
    }

    private boolean opens(String key) {
        try (Agentplane asHolder = Agentplane.connect(url, key)) {
            asHolder.gateway().get("/me", JsonNode.class);
            return true;
        } catch (AgentplaneProblemException refused) {
            if (refused.status() == UNAUTHORIZED) {
                return false;
            }
            throw refused;
        }
    }

    private record Principal(UUID id) {}

    private record ApiKey(String secret) {}
}
