package io.agentplane.benchmarks.proxy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.agentplane.benchmarks.identity.ServiceToken;
import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.Repeats;
import io.agentplane.benchmarks.measure.Table;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the gateway beside direct calls, once before a real service and once before an echo, where other proxies stand
 * too. All take turns, so that a disturbance of the machine meets all of them.
 */
public final class ProxyScenario {

    static final String ECHO_PATH = "/api/v1/queues";

    private static final String SERVICE_PATH = "/api/v1/roles";
    private static final int CONNECTIONS = 64;
    private static final int FEW_CONNECTIONS = 8;
    private static final int REPEATS = 3;
    private static final int CALLS_PER_SECOND = 500;
    private static final int FEW_PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final ClusterOptions options;
    private final Effort effort;

    public ProxyScenario(ClusterOptions options, Effort effort) {
        this.options = options;
        this.effort = effort;
    }

    public void run(PrintStream out) throws Exception {
        DataFolder.deleteTree(options.data().root());
        LocalCluster cluster =
                LocalCluster.claim(options, new ProxyParts(options, effort), (part, state, process) -> {});
        try (cluster;
                LoadGenerator load = new LoadGenerator(effort.count(CONNECTIONS, FEW_CONNECTIONS))) {
            cluster.startParts();
            measure(load, calls(cluster), out);
        }
    }

    private Map<String, Call> calls(LocalCluster cluster) throws Exception {
        Ports ports = new Ports(ClusterState.read(options.data()).orElseThrow().ports());
        Map<String, String> key = bearer(cluster.adminKey());
        Map<String, String> token = bearer(clusterToken());
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("policy-service, called directly", call(ports.of(ProxyParts.POLICY), SERVICE_PATH, token));
        calls.put("policy-service through our gateway", call(ports.of(Services.GATEWAY), SERVICE_PATH, key));
        calls.put("echo, called directly", call(ports.of(ProxyParts.ECHO), ECHO_PATH, Map.of()));
        calls.put("echo through our gateway", call(ports.of(Services.GATEWAY), ECHO_PATH, key));
        calls.put(
                "echo through Spring Cloud Gateway, no security",
                call(ports.of(ProxyParts.SPRING_CLOUD_GATEWAY), ECHO_PATH, Map.of()));
        if (ProxyParts.hasNginx()) {
            calls.put("echo through nginx, no security", call(ports.of(ProxyParts.NGINX), ECHO_PATH, Map.of()));
        }
        return calls;
    }

    /** The gateway's own word, for calls that go around it. */
    private String clusterToken() throws Exception {
        ECKey key = JWKSet.load(
                        options.data().of("secrets").resolve("identity-key").toFile())
                .getKeys()
                .getFirst()
                .toECKey();
        return ServiceToken.sign(key, "default", Clock.systemUTC());
    }

    private static Map<String, String> bearer(String credential) {
        return Map.of("Authorization", "Bearer " + credential);
    }

    private static Call call(int port, String path, Map<String, String> headers) {
        return Call.get(URI.create("http://127.0.0.1:" + port + path), headers);
    }

    private void measure(LoadGenerator load, Map<String, Call> calls, PrintStream out) {
        int perSecond = effort.count(CALLS_PER_SECOND, FEW_PER_SECOND);
        Duration length = effort.time(LENGTH);
        calls.values().forEach(call -> load.saturate(call, effort.time(WARM_UP)));
        Map<String, List<LoadResult>> results = new LinkedHashMap<>();
        for (int repeat = 0; repeat < effort.repeats(REPEATS); repeat++) {
            calls.forEach((name, call) ->
                    results.computeIfAbsent(name, any -> new ArrayList<>()).add(load.saturate(call, length)));
        }
        Table table = new Table(
                "requests",
                "most per second",
                "P99 then, ms",
                "P50 at %d/s, ms".formatted(perSecond),
                "P99 at %d/s, ms".formatted(perSecond),
                "failed");
        calls.forEach((name, call) -> {
            List<LoadResult> saturated = results.getOrDefault(name, List.of());
            LoadResult modest = load.atRate(call, perSecond, length);
            table.row(
                    name,
                    repeats(
                            saturated.stream()
                                    .mapToDouble(LoadResult::perSecond)
                                    .toArray(),
                            0),
                    repeats(
                            saturated.stream()
                                    .mapToDouble(result -> result.latencies().percentile(99))
                                    .toArray(),
                            1),
                    "%.1f".formatted(modest.latencies().percentile(50)),
                    "%.1f".formatted(modest.latencies().percentile(99)),
                    Stream.concat(saturated.stream(), Stream.of(modest))
                            .map(LoadResult::failures)
                            .filter(failures -> !failures.isEmpty())
                            .collect(Collectors.joining("; ")));
        });
        out.println(table);
    }

    private static String repeats(double[] values, int decimals) {
        return new Repeats(values).show(decimals);
    }
}
