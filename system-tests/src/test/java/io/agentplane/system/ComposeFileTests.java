package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.local.service.Service;
import io.agentplane.local.service.Services;
import io.agentplane.local.service.Surroundings;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml promises, and that it knows of every setting that the launcher gives. */
class ComposeFileTests {

    private static final Path CHECKOUT = Path.of("..");

    private static Map<String, Map<String, Object>> parts;

    @BeforeAll
    static void read() throws IOException {
        try (Reader reader = Files.newBufferedReader(CHECKOUT.resolve("docker-compose.yml"))) {
            Map<String, Object> file = new Yaml().load(reader);
            parts = cast(file.get("services"));
        }
    }

    static Stream<Service> services() {
        return Services.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void givesAServiceTheSettingsThatTheLauncherGives(Service service) {
        Map<String, Integer> ports = new HashMap<>();
        Services.ports().forEach(name -> ports.put(name, 1));
        Map<String, String> settings =
                service.settings().apply(new Surroundings(new DataFolder(Path.of("nowhere")), new Ports(ports)));

        assertThat(names(part(service).get("environment"))).containsAll(settings.keySet());
    }

    @ParameterizedTest
    @MethodSource("services")
    void mountsAServicesOwnSecretsOnly(Service service) {
        List<String> volumes = cast(part(service).get("volumes"));

        assertThat(volumes)
                .filteredOn(volume -> volume.contains("secrets"))
                .containsExactly(service.name() + "-secrets:/run/agentplane:ro");
    }

    @Test
    void publishesTheGatewayAloneAndToThisMachineAlone() {
        assertThat(parts.entrySet().stream()
                        .filter(part -> part.getValue().containsKey("ports"))
                        .map(Map.Entry::getKey))
                .containsExactly("gateway");
        List<String> ports = cast(parts.get("gateway").get("ports"));
        assertThat(ports).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    /** Compose would ask the public registry for such a name first. */
    @Test
    void namesNoImageOfOurOwn() {
        assertThat(parts)
                .allSatisfy((name, part) ->
                        assertThat(part.containsKey("image")).as(name).isNotEqualTo(part.containsKey("build")));
        assertThat(parts.values().stream().filter(part -> part.containsKey("image")))
                .extracting(part -> part.get("image"))
                .containsExactlyInAnyOrder("postgres:18", "apache/kafka:" + kafkaVersion());
    }

    @Test
    void hasNoPasswordInAnEnvironment() {
        assertThat(parts)
                .allSatisfy((name, part) -> assertThat(names(part.getOrDefault("environment", Map.of())))
                        .as(name)
                        .noneMatch(setting -> setting.toLowerCase(Locale.ROOT).contains("password")
                                && !setting.endsWith("_FILE")
                                && !setting.equals("ROLE_PASSWORDS")));
    }

    /** Of the broker's jar that the launcher starts. */
    private static String kafkaVersion() {
        try (Stream<Path> jars = Files.list(CHECKOUT.resolve("local-cluster/target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.matches("kafka-server-\\d.*"))
                    .map(jar -> jar.replaceAll("kafka-server-|\\.jar", ""))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> part(Service service) {
        return parts.get(service.name());
    }

    private static Set<String> names(Object environment) {
        Map<String, Object> settings = cast(environment);
        return settings.keySet();
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
