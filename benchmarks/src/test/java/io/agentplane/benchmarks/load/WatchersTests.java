package io.agentplane.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.agentplane.benchmarks.load.Watchers.EventLines;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchersTests {

    private static final int WATCHERS = 5;

    @Test
    void everyWatcherHearsWhatIsSentAfterAllAreOpen() throws Exception {
        CountDownLatch allOpen = new CountDownLatch(1);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                send(out, "id: 1\n\n");
                allOpen.await();
                send(out, "id: 2\ndata: {\"news\":1}\n\n");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (Watchers watchers = new Watchers(Call.get(address, Map.of()), WATCHERS, heard::add)) {
            assertThat(heard).isEmpty();
            allOpen.countDown();
            for (int watcher = 0; watcher < WATCHERS; watcher++) {
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"news\":1}");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void eventsMayArriveInPieces() {
        List<String> told = new ArrayList<>();
        EventLines lines = new EventLines();
        for (String piece : List.of("id: 7\nda", "ta: one\n", "\ndata: tw", "o\n\nid: 8\n\n")) {
            lines.read(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)), told::add);
        }
        assertThat(told).containsExactly("one", "two");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
