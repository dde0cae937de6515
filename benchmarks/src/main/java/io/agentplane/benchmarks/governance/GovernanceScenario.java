package io.agentplane.benchmarks.governance;

import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.load.LoadResults;
import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.Repeats;
import io.agentplane.benchmarks.measure.Table;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures decisions and reservations through the gateway, and how fast audit entries become links of a chain. */
public final class GovernanceScenario {

    private static final int CONNECTIONS = 64;
    private static final int FEW_CONNECTIONS = 8;
    private static final int REPEATS = 3;
    private static final int POLICIES = 1_000;
    private static final int FEW_POLICIES = 20;
    private static final int BATCH = 100;
    private static final int DECISIONS_PER_SECOND = 500;
    private static final int FEW_PER_SECOND = 50;
    private static final int ENTRIES = 50_000;
    private static final int FEW_ENTRIES = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final String AGENT = "01900000-0000-7000-8000-000000000001";

    private final ClusterOptions options;
    private final Effort effort;

    public GovernanceScenario(ClusterOptions options, Effort effort) {
        this.options = options;
        this.effort = effort;
    }

    public void run(PrintStream out) throws Exception {
        DataFolder.deleteTree(options.data().root());
        LocalCluster cluster =
                LocalCluster.claim(options, new GovernanceParts(options, effort), (part, state, process) -> {});
        try (cluster) {
            cluster.startParts();
            measure(new Api(cluster.gatewayUrl(), Map.of("Authorization", "Bearer " + cluster.adminKey())), out);
        }
    }

    private void measure(Api api, PrintStream out) throws Exception {
        Ports ports = new Ports(ClusterState.read(options.data()).orElseThrow().ports());
        try (LoadGenerator load = new LoadGenerator(effort.count(CONNECTIONS, FEW_CONNECTIONS));
                AuditFlood audit = new AuditFlood(
                        "127.0.0.1:" + ports.of(KafkaBroker.NAME),
                        new KafkaLogins(options.data()).client(Services.GATEWAY),
                        new Database(options.data(), ports.of(PostgresServer.NAME)))) {
            prepare(load, api);
            measureCalls(load, api, out);
            measureAudit(audit, out);
        }
    }

    /** A thousand policies of which none speaks of what is asked, and one that denies every tenth question. */
    private void prepare(LoadGenerator load, Api api) {
        AtomicInteger next = new AtomicInteger();
        LoadResult policies = load.send(() -> api.policy(next.getAndIncrement()), effort.count(POLICIES, FEW_POLICIES));
        LoadResult budget = load.send(api::budget, 1);
        String failures = policies.failures() + budget.failures();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("Nothing to measure with: " + failures);
        }
    }

    private void measureCalls(LoadGenerator load, Api api, PrintStream out) {
        int repeats = effort.repeats(REPEATS);
        Map<String, Supplier<Call>> calls = new LinkedHashMap<>();
        calls.put("decisions, one with each call", api.decisions());
        calls.put("decisions, 100 with each call", api.batches());
        calls.put("reservations in one budget", api::reservation);
        calls.values().forEach(call -> load.saturate(call, effort.time(WARM_UP)));
        Duration length = effort.time(LENGTH);
        Map<String, List<LoadResult>> results = new LinkedHashMap<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            calls.forEach((name, call) ->
                    results.computeIfAbsent(name, any -> new ArrayList<>()).add(load.saturate(call, length)));
        }
        Table table = new Table("calls through the gateway", "most per second", "P99 then, ms", "failed");
        results.forEach((name, taken) -> {
            var all = new LoadResults(taken);
            table.row(name, all.perSecond().show(0), all.percentile(99).show(1), all.failures());
        });
        out.println(table);
        int perSecond = effort.count(DECISIONS_PER_SECOND, FEW_PER_SECOND);
        LoadResult modest = load.atRate(api.decisions(), perSecond, length);
        out.println(new Table("decisions at %d/s".formatted(perSecond), "P50, ms", "P99, ms", "failed")
                .row(
                        "one with each call",
                        "%.1f".formatted(modest.latencies().percentile(50)),
                        "%.1f".formatted(modest.latencies().percentile(99)),
                        modest.failures()));
    }

    private void measureAudit(AuditFlood audit, PrintStream out) throws Exception {
        int entries = effort.count(ENTRIES, FEW_ENTRIES);
        int repeats = effort.repeats(REPEATS);
        audit.perSecond(entries, "warm-up");
        double[] oneChain = new double[repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            oneChain[repeat] = audit.perSecond(entries, "benchmark");
        }
        out.println(new Table("audit", "median (least to greatest of %d)".formatted(repeats))
                .row(
                        "%,d entries of one namespace, sent and chained, entries/s".formatted(entries),
                        new Repeats(oneChain).show(0)));
    }

    /** The calls that are measured. */
    private record Api(URI gateway, Map<String, String> headers) {

        Call policy(int number) {
            return number == 0 ? post("/policies", """
                            {"name":"too dear","action":"DENY","conditions":{"action":"pay","cost_exceeds":90}}""") : post("/policies", """
                            {"name":"policy %1$d","action":"DENY","priority":%1$d,\
                            "conditions":{"action":"act-%1$d","agent_tags":{"team":"t%1$d"}}}""".formatted(number));
        }

        Call budget() {
            return new Call("PUT", at("/budgets/agent/" + AGENT), withRevision(), """
                    {"period":"MONTH","amount":1000000000}""");
        }

        private Map<String, String> withRevision() {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("If-Match", "\"0\"");
            return all;
        }

        Supplier<Call> decisions() {
            AtomicInteger next = new AtomicInteger();
            return () -> post("/policies/evaluate", question(next.getAndIncrement()));
        }

        Supplier<Call> batches() {
            String questions =
                    IntStream.range(0, BATCH).mapToObj(Api::question).collect(Collectors.joining(",", "[", "]"));
            Call call = post("/policies/evaluate-batch", "{\"requests\":" + questions + "}");
            return () -> call;
        }

        private static String question(int number) {
            return """
                    {"agentId":"%s","action":"pay","resource":"account/%d","context":{"cost":%d}}""".formatted(AGENT, number, number % 100);
        }

        Call reservation() {
            return post("/budget-reservations", """
                    {"agentId":"%s","amount":0.01,"taskId":"%s"}""".formatted(AGENT, UUID.randomUUID()));
        }

        private Call post(String path, String json) {
            return Call.post(at(path), headers, json);
        }

        private URI at(String path) {
            return URI.create(gateway + "/api/v1" + path);
        }
    }
}
