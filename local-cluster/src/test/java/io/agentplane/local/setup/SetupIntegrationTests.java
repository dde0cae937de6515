package io.agentplane.local.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.state.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the jobs leave, and that a real broker runs on it. */
@Timeout(150)
class SetupIntegrationTests {

    private static final Set<String> VOLUMES = Set.of(
            "postgres", "migrations", "kafka", "kafka-users", "registry", "config", "policy", "scheduler", "gateway");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path root;

    @BeforeEach
    void makeVolumes() throws IOException {
        for (String volume : VOLUMES) {
            Files.createDirectories(volumes(volume));
        }
        Files.createDirectories(root.resolve("kafka-data"));
    }

    @Test
    void givesEachPartItsOwnSecretsAndNoOthers() throws Exception {
        assertThat(secrets()).isZero();

        String registry = read("registry/spring.datasource.password");
        assertThat(registry).hasSize(48).isEqualTo(read("migrations/roles/registry"));
        assertThat(read("registry/spring.kafka.properties.sasl.jaas.config"))
                .contains("username=\"registry\"", read("kafka-users/users/registry"));
        assertThat(files("registry"))
                .containsExactly(
                        "spring.datasource.password",
                        "spring.kafka.properties.sasl.jaas.config",
                        "spring.kafka.properties.sasl.mechanism",
                        "spring.kafka.properties.security.protocol");
        assertThat(files("gateway")).noneMatch(name -> name.contains("datasource"));
        assertThat(files("kafka")).containsExactly("log4j2.properties", "server.properties");
        assertThat(files("kafka-users/users")).containsExactly("config", "gateway", "policy", "registry", "scheduler");
        for (String service : List.of("registry", "config", "policy", "scheduler", "gateway")) {
            assertThat(passwordsIn(service)).as(service).isSubsetOf(passwordsOf(service));
        }
        assertThat(read("postgres/password")).isEqualTo(read("migrations/postgres-password"));
        assertThat(files("migrations/roles")).containsExactly("config", "policy", "registry", "scheduler");
        try (Stream<Path> all = Files.walk(root.resolve("volumes")).filter(Files::isRegularFile)) {
            assertThat(all)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void keepsWhatIsThereAndMakesGoodWhatIsMissing() throws Exception {
        assertThat(secrets()).isZero();
        String password = read("policy/spring.datasource.password");
        String storage = Files.readString(root.resolve("kafka-data/log/meta.properties"));
        Files.delete(volumes("policy/spring.datasource.password"));

        assertThat(secrets()).isZero();

        assertThat(read("policy/spring.datasource.password")).isEqualTo(password);
        assertThat(root.resolve("kafka-data/log/meta.properties")).hasContent(storage);
    }

    @Test
    void makesNoNewPasswordForWhatWasSetUpWithAnother() throws Exception {
        assertThat(secrets()).isZero();
        String password = read("postgres/password");
        Files.delete(root.resolve("secrets/postgres"));

        assertThat(secrets()).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The secret postgres is lost");
        assertThat(read("postgres/password")).isEqualTo(password);
        assertThat(root.resolve("secrets/postgres")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("secrets", "--folder", "x")).isEqualTo(2);
        assertThat(run("kafka-users", "--bootstrap-server=127.0.0.1:1", "--administrator=none", "--passwords=none"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("A file can't be read or written: none/config (NoSuchFileException)");
    }

    @Test
    void aBrokerLetsInTheUsersThatItWasGiven() throws Exception {
        assertThat(secrets()).isZero();
        int port = listenElsewhere(volumes("kafka/server.properties"));
        Process broker = startBroker();
        try {
            String[] job = {
                "kafka-users",
                "--bootstrap-server=127.0.0.1:" + port,
                "--administrator=" + volumes("kafka-users/kafka-admin.properties"),
                "--passwords=" + volumes("kafka-users/users")
            };
            assertThat(run(job)).as(err.toString(StandardCharsets.UTF_8)).isZero();
            assertThat(run(job)).as("a second time").isZero();

            KafkaLogins logins = new KafkaLogins(new DataFolder(root));
            try (Admin administrator = client(port, logins.client(KafkaLogins.ADMINISTRATOR))) {
                assertThat(administrator
                                .describeAcls(AclBindingFilter.ANY)
                                .values()
                                .get())
                        .isNotEmpty();
            }
            try (Admin registry = client(port, logins.client("registry"))) {
                // The answer passes over what a user may not see; a list of rights is refused.
                assertThat(registry.listTopics().names().get()).isEmpty();
                assertThatThrownBy(() -> registry.describeAcls(AclBindingFilter.ANY)
                                .values()
                                .get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(ClusterAuthorizationException.class);
            }
            Map<String, String> guessed = logins.client("registry");
            guessed.computeIfPresent(
                    "sasl.jaas.config", (name, login) -> login.replaceAll("password=\"..", "password=\"xx"));
            try (Admin stranger = client(port, guessed)) {
                assertThatThrownBy(() -> stranger.listTopics().names().get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        } finally {
            broker.destroyForcibly().waitFor();
        }
    }

    @Test
    void leavesFilesAloneThatAreAsTheyShouldBe() throws Exception {
        assertThat(secrets()).isZero();
        FileTime longAgo = FileTime.fromMillis(0);
        List<Path> all;
        try (Stream<Path> files = Files.walk(root.resolve("volumes")).filter(Files::isRegularFile)) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.setLastModifiedTime(file, longAgo);
        }

        assertThat(secrets()).isZero();

        // A container reads them meanwhile.
        assertThat(all)
                .allSatisfy(file -> assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo));
    }

    /** All that looks like a password in the files of the volume. */
    private Set<String> passwordsIn(String volume) throws IOException {
        Set<String> found = new HashSet<>();
        for (String file : files(volume)) {
            Matcher password = Pattern.compile("[0-9a-f]{48}").matcher(read(volume + "/" + file));
            while (password.find()) {
                found.add(password.group());
            }
        }
        return found;
    }

    private Set<String> passwordsOf(String service) throws IOException {
        Set<String> own = new HashSet<>();
        for (String name : List.of(service, "kafka-" + service)) {
            Path file = root.resolve("secrets").resolve(name);
            if (Files.exists(file)) {
                own.add(Files.readString(file).strip());
            }
        }
        return own;
    }

    private int secrets() throws IOException {
        String user = Files.getAttribute(root, "unix:uid").toString();
        return run(
                "secrets",
                "--folder=" + root,
                "--volumes=" + root.resolve("volumes"),
                "--kafka-data=" + root.resolve("kafka-data"),
                "--kafka-host=127.0.0.1",
                "--postgres-user=" + user,
                "--kafka-user=" + user,
                "--own-user=" + user);
    }

    private int run(String... job) {
        return new Setup(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(job);
    }

    private Path volumes(String path) {
        return root.resolve("volumes").resolve(path);
    }

    private String read(String file) throws IOException {
        return Files.readString(volumes(file));
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> content = Files.list(volumes(folder))) {
            return content.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** A container has the usual ports to itself; a test takes some that are free. */
    private static int listenElsewhere(Path file) throws IOException {
        try (ServerSocket clients = new ServerSocket(0);
                ServerSocket controller = new ServerSocket(0)) {
            Properties settings = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            }
            settings.replaceAll((name, value) -> value.toString()
                    .replace(":9092", ":" + clients.getLocalPort())
                    .replace(":9093", ":" + controller.getLocalPort())
                    .replace("0.0.0.0", "127.0.0.1"));
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            return clients.getLocalPort();
        }
    }

    private Process startBroker() throws IOException {
        return new ProcessBuilder(JavaCommand.java("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Duser.language=en")
                        .with("-Dlog4j2.configurationFile=" + volumes("kafka/log4j2.properties"))
                        .main(
                                "kafka.Kafka",
                                "target/lib/*",
                                volumes("kafka/server.properties").toString()))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("broker.log").toFile())
                .start();
    }

    private static Admin client(int port, Map<String, String> login) {
        Properties settings = new Properties();
        settings.putAll(login);
        settings.setProperty("bootstrap.servers", "127.0.0.1:" + port);
        settings.setProperty("default.api.timeout.ms", "20000");
        settings.setProperty("request.timeout.ms", "10000");
        return Admin.create(settings);
    }
}
