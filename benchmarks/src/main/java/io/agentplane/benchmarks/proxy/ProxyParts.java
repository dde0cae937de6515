package io.agentplane.benchmarks.proxy;

import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.local.Blueprint;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.HttpHealth;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Part;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.service.BootJar;
import io.agentplane.local.service.ServiceParts;
import io.agentplane.local.service.Services;
import io.agentplane.local.service.Surroundings;
import io.agentplane.local.state.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The gateway with policy-service behind it, an echo in the place of scheduler-service, and other proxies before the same
 * echo.
 */
record ProxyParts(ClusterOptions options, Effort effort) implements Blueprint {

    static final String POLICY = "policy";
    static final String ECHO = "scheduler";
    static final String SPRING_CLOUD_GATEWAY = "spring-cloud-gateway";
    static final String NGINX = "nginx";

    private static final Path NGINX_PROGRAM = Path.of("/usr/sbin/nginx");

    static boolean hasNginx() {
        return Files.isExecutable(NGINX_PROGRAM);
    }

    @Override
    public Set<String> listeners() {
        Set<String> names = new LinkedHashSet<>(Services.ports());
        names.addAll(
                List.of(PostgresServer.NAME, KafkaBroker.NAME, KafkaBroker.CONTROLLER, SPRING_CLOUD_GATEWAY, NGINX));
        return names;
    }

    @Override
    public List<Part> parts(Ports ports) {
        List<Part> parts = new ArrayList<>();
        parts.add(new PostgresServer(options.data(), ports.of(PostgresServer.NAME)).part());
        parts.add(new KafkaBroker(
                        options.data(),
                        options.checkout().resolve("local-cluster/target/lib"),
                        ports.of(KafkaBroker.NAME),
                        ports.of(KafkaBroker.CONTROLLER))
                .part());
        ServiceParts services = new ServiceParts(
                options.checkout(),
                new Surroundings(options.data(), ports),
                new Database(options.data(), ports.of(PostgresServer.NAME)));
        Services.ALL.stream()
                .filter(service -> Set.of(POLICY, Services.GATEWAY).contains(service.name()))
                .map(service -> service.withJvmFlags(effort.flags(service.jvmFlags())))
                .map(services::part)
                .forEach(parts::add);
        parts.add(echo(ports));
        parts.add(springCloudGateway(ports));
        if (hasNginx()) {
            parts.add(nginx(ports));
        }
        return parts;
    }

    private Part echo(Ports ports) {
        int port = ports.of(ECHO);
        return new Part(
                ECHO,
                Set.of(),
                () -> jvm().main(
                                EchoServer.class.getName(),
                                System.getProperty("java.class.path"),
                                Integer.toString(port)),
                StopSignal.TERMINATE,
                answers(port));
    }

    private Part springCloudGateway(Ports ports) {
        int port = ports.of(SPRING_CLOUD_GATEWAY);
        Path jar = new BootJar(options.checkout().resolve("benchmarks"), SPRING_CLOUD_GATEWAY).find();
        return new Part(
                SPRING_CLOUD_GATEWAY,
                Set.of(ECHO),
                () -> jvm().jar(jar, "--server.port=" + port, "--backend=http://127.0.0.1:" + ports.of(ECHO)),
                StopSignal.TERMINATE,
                answers(port));
    }

    /** As the cluster starts the gateway. */
    private JavaCommand jvm() {
        return JavaCommand.java(
                effort.flags(List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC")).toArray(String[]::new));
    }

    private Part nginx(Ports ports) {
        return new Part(NGINX, Set.of(ECHO), () -> prepareNginx(ports), StopSignal.TERMINATE, answers(ports.of(NGINX)));
    }

    private List<String> prepareNginx(Ports ports) throws IOException {
        Path home = options.data().of(NGINX);
        Files.createDirectories(home);
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                worker_processes auto;
                pid %3$s/nginx.pid;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %3$s/body;
                  proxy_temp_path %3$s/proxy;
                  fastcgi_temp_path %3$s/fastcgi;
                  uwsgi_temp_path %3$s/uwsgi;
                  scgi_temp_path %3$s/scgi;
                  keepalive_requests 1000000000;
                  upstream echo { server 127.0.0.1:%2$d; keepalive 64; keepalive_requests 1000000000; }
                  server {
                    listen 127.0.0.1:%1$d;
                    location / {
                      proxy_pass http://echo;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(ports.of(NGINX), ports.of(ECHO), home));
        return List.of(
                NGINX_PROGRAM.toString(),
                "-p",
                home.toString(),
                "-e",
                home.resolve("error.log").toString(),
                "-c",
                configuration.toString());
    }

    private static HttpHealth answers(int port) {
        return new HttpHealth(URI.create("http://127.0.0.1:" + port + ProxyScenario.ECHO_PATH));
    }
}
