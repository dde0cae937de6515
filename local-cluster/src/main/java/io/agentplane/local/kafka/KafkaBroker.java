package io.agentplane.local.kafka;

import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.Run;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.PropertyFile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The event broker. It runs in a JVM of its own, so that it can be stopped and lost like one, and asks everyone who they
 * are: who could write to the topic of rights would be whoever they like.
 */
public final class KafkaBroker {

    public static final String NAME = "kafka";

    /** The port of the controller, which only the broker itself calls. */
    public static final String CONTROLLER = "kafka-controller";

    /** By its name, because Kafka's classes are not on the class path of who starts it. */
    private static final String LISTENER_USERS = KafkaBroker.class.getPackageName() + ".ListenerUsers";

    private final DataFolder folder;
    private final Path home;
    private final Path jars;
    private final int port;
    private final int controllerPort;

    public KafkaBroker(DataFolder folder, Path jars, int port, int controllerPort) {
        this.folder = folder;
        this.home = folder.of(NAME);
        this.jars = jars;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    public Part part() {
        return new Part(NAME, Set.of(), this::prepare, StopSignal.TERMINATE, new KafkaHealth(port, rightsGiven()));
    }

    private Path rightsGiven() {
        return home.resolve("rights-given");
    }

    private List<String> prepare() throws IOException, InterruptedException {
        Files.deleteIfExists(rightsGiven());
        // In files and not on the command line, which every user of the machine can read.
        Path configuration = home.resolve("server.properties");
        folder.writeOwnerOnly(configuration, PropertyFile.text(broker()));
        Path administrator = home.resolve("admin.properties");
        folder.writeOwnerOnly(administrator, PropertyFile.text(administrator()));
        Path logging = home.resolve("log4j2.properties");
        folder.writeOwnerOnly(logging, BrokerSettings.logging());
        if (!Files.exists(home.resolve("data/meta.properties"))) {
            formatStorage(configuration, logging);
        }
        return jvm("-Xms128m", "-Xmx256m", "-Dlog4j2.configurationFile=" + logging)
                .main(
                        BrokerProgram.class.getName(),
                        classPath(),
                        configuration.toString(),
                        administrator.toString(),
                        rightsGiven().toString());
    }

    private void formatStorage(Path configuration, Path logging) throws IOException, InterruptedException {
        Run.toCompletion(jvm("-Xmx64m", "-Dlog4j2.configurationFile=" + logging)
                .main(
                        "kafka.tools.StorageTool",
                        classPath(),
                        "format",
                        "--config",
                        configuration.toString(),
                        "--cluster-id=" + BrokerSettings.newClusterId(),
                        "--ignore-formatted"));
    }

    private static JavaCommand jvm(String... flags) {
        // The first compiler is quick enough for one machine's events and saves a third of the start.
        return JavaCommand.java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError")
                // Kafka makes names of constants with capitals of the default language, which Turkish has others of.
                .with("-Duser.language=en")
                .with(flags);
    }

    private String classPath() {
        return String.join(File.pathSeparator, ownClasses(), jars.resolve("*").toString());
    }

    private static String ownClasses() {
        try {
            return Path.of(KafkaBroker.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client needs to be the administrator; the programs that come with Kafka take it as it is. */
    private Properties administrator() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", "127.0.0.1:" + port);
        properties.putAll(new KafkaLogins(folder).client(KafkaLogins.ADMINISTRATOR));
        return properties;
    }

    private Properties broker() throws IOException {
        KafkaLogins logins = new KafkaLogins(folder);
        List<String> clients = new ArrayList<>(TopicRight.services());
        clients.add(KafkaLogins.ADMINISTRATOR);
        Properties properties = BrokerSettings.common();
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty(
                "listeners", "CLIENT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        properties.setProperty("advertised.listeners", "CLIENT://127.0.0.1:" + port);
        properties.setProperty("log.dirs", home.resolve("data").toString());
        listener(properties, "client", logins.listener(clients));
        listener(properties, "controller", logins.listener(List.of(KafkaLogins.ADMINISTRATOR)));
        return properties;
    }

    private static void listener(Properties properties, String name, String users) {
        String prefix = "listener.name.%s.%s.sasl.".formatted(name, KafkaLogins.MECHANISM.toLowerCase(Locale.ROOT));
        properties.setProperty(prefix + "jaas.config", users);
        properties.setProperty(prefix + "server.callback.handler.class", LISTENER_USERS);
    }
}
