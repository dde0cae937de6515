package io.agentplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs each program for moments: that all its parts start, take the calls, and that the figures come out. */
@Tag("program")
class BenchmarksTests {

    private static final Path DATA = Path.of("target", "brief");

    @Test
    void timesAStartAndLooksAtTheMemory() throws Exception {
        Printed printed = run("startup");
        printedRows(printed, "./agentplane up", 1);
        printed.table("part")
                .named("config", "gateway", "kafka", "launcher", "policy", "postgres", "registry", "scheduler", "total")
                .arePlausible();
    }

    @Test
    void carriesEventsFromTheOutboxToAConsumer() throws Exception {
        printedRows(run("outbox"), "outbox", 5);
    }

    @Test
    void asksEveryEngineForDecisions() throws Exception {
        Printed printed = run("policy");
        printedRows(printed, "ns per decision", 5);
        printedRows(printed, "compiling 1,000 policies", 4);
    }

    @Test
    void callsThroughTheGatewayAndItsPeers() throws Exception {
        List<String> calls = new ArrayList<>(List.of(
                "policy-service, called directly",
                "policy-service through our gateway",
                "echo, called directly",
                "echo through our gateway",
                "echo through Spring Cloud Gateway, no security"));
        if (Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
            calls.add("echo through nginx, no security");
        }
        run("proxy").table("requests").named(calls.toArray(String[]::new)).arePlausible();
    }

    /** The program {@code heartbeats} is a part of this one. */
    @Test
    void fillsOurRegistryAndEureka() throws Exception {
        Printed printed = run("registry");
        printed.table("most per second")
                .named("registrations", "heartbeats", "look-ups", "look-ups", "heartbeats", "look-ups")
                .arePlausible();
        printedRows(printed, "look-ups at 100/s", 3);
        printedRows(printed, "heartbeats, ours", 2);
        printedRows(printed, "ranking, ours", 1);
        printedRows(printed, "changes before 20 watchers, ours", 3);
    }

    @Test
    void decidesReservesAndChains() throws Exception {
        Printed printed = run("governance");
        printedRows(printed, "calls through the gateway", 3);
        printedRows(printed, "decisions at 50/s", 1);
        printedRows(printed, "audit", 1);
    }

    @Test
    void asksWhichProgramIsMeant() throws Exception {
        assertThat(Benchmarks.run(List.of("--brief"), DATA, System.out)).isEqualTo(2);
        assertThat(Benchmarks.run(List.of("proxies"), DATA, System.out)).isEqualTo(2);
    }

    private static Printed run(String scenario) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            assertThat(Benchmarks.run(List.of(scenario, "--brief"), DATA, out)).isZero();
        }
        String text = written.toString(StandardCharsets.UTF_8);
        System.out.println(text);
        return Printed.of(text);
    }

    private static void printedRows(Printed printed, String heading, int rows) {
        Printed.Rows table = printed.table(heading);
        assertThat(table.cells()).hasSize(rows);
        table.arePlausible();
    }
}
