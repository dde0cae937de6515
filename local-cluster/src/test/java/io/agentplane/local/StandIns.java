package io.agentplane.local;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.Preparation;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Blueprints for tests: tiny programs in place of the services. */
public final class StandIns {

    private StandIns() {}

    /** Two programs, of which the gateway needs the other. */
    public static Blueprint twoParts() {
        return blueprint(
                Set.of("store", Services.GATEWAY),
                ports -> List.of(
                        listener("store", Set.of(), ports), listener(Services.GATEWAY, Set.of("store"), ports)));
    }

    /** The real PostgreSQL and Kafka, and one program that needs both. */
    public static Blueprint realStores(ClusterOptions options) {
        return blueprint(
                Set.of(PostgresServer.NAME, KafkaBroker.NAME, KafkaBroker.CONTROLLER, Services.GATEWAY),
                ports -> List.of(
                        new PostgresServer(options.data(), ports.of(PostgresServer.NAME)).part(),
                        kafka(options, ports),
                        listener(Services.GATEWAY, Set.of(PostgresServer.NAME, KafkaBroker.NAME), ports)));
    }

    /** The real Kafka alone. */
    public static Blueprint kafka(ClusterOptions options) {
        return blueprint(Set.of(KafkaBroker.NAME, KafkaBroker.CONTROLLER), ports -> List.of(kafka(options, ports)));
    }

    private static Part kafka(ClusterOptions options, Ports ports) {
        return new KafkaBroker(
                        options.data(),
                        Path.of("target/lib").toAbsolutePath(),
                        ports.of(KafkaBroker.NAME),
                        ports.of(KafkaBroker.CONTROLLER))
                .part();
    }

    public static Blueprint blueprint(Set<String> listeners, Function<Ports, List<Part>> parts) {
        return new Blueprint() {
            @Override
            public Set<String> listeners() {
                return listeners;
            }

            @Override
            public List<Part> parts(Ports ports) {
                return parts.apply(ports);
            }
        };
    }

    /** A program that listens on its port until it is told to stop. */
    public static Part listener(String name, Set<String> startsAfter, Ports ports) {
        return part(name, startsAfter, ports, () -> program(Integer.toString(ports.of(name))));
    }

    public static Part part(String name, Set<String> startsAfter, Ports ports, Preparation preparation) {
        return new Part(name, startsAfter, preparation, StopSignal.TERMINATE, () -> accepts(ports.of(name)));
    }

    /** The command line of the stand-in program. */
    public static List<String> program(String... arguments) {
        return JavaCommand.java("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .main(
                        StandInProgram.class.getName(),
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        arguments);
    }

    public static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
