package io.agentplane.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Behaves like a service's boot jar as far as the launcher sees: can be unpacked, reads its settings, becomes ready. */
public final class FakeService {

    private static final String LOCATION = "--spring.config.additional-location=file:";

    private FakeService() {}

    /** Puts the fake in the place where the build of the module would put the real one. */
    public static Path build(Path checkout, String module) throws IOException {
        Path jar = checkout.resolve(module).resolve("target").resolve(module + "-1-boot.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String classFile = FakeService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(classFile));
            Files.copy(Path.of("target/test-classes", classFile), out);
        }
        return jar;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--spring.profiles.active=training")) {
            Thread.sleep(Duration.ofSeconds(Integer.getInteger("fake.training.seconds", 0)));
        } else if ("tools".equals(System.getProperty("jarmode"))) {
            unpack(List.of(arguments));
        } else {
            serve(settings(arguments));
        }
    }

    private static void unpack(List<String> arguments) throws IOException {
        Path destination = Path.of(arguments.get(arguments.indexOf("--destination") + 1));
        String name = arguments.get(arguments.indexOf("--application-filename") + 1);
        Files.createDirectories(destination);
        Files.copy(Path.of(System.getProperty("java.class.path")), destination.resolve(name));
    }

    private static Properties settings(String[] arguments) throws IOException {
        String file = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(LOCATION))
                .map(argument -> argument.substring(LOCATION.length()))
                .findFirst()
                .orElseThrow();
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            settings.load(reader);
        }
        return settings;
    }

    private static void serve(Properties settings) throws IOException {
        String keyFile = settings.getProperty("agentplane.policy.bootstrap-key-file");
        if (keyFile != null && !Files.exists(Path.of(keyFile))) {
            Files.writeString(Path.of(keyFile), "ap_made-at-first-start");
        }
        listen(settings.getProperty("server.port"), "/");
        listen(settings.getProperty("management.server.port"), "/actuator/health/readiness");
        System.out.println("Listening on " + settings.getProperty("server.port"));
    }

    private static void listen(String port, String path) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 50);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
