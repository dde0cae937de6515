package io.agentplane.platform.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends with 0 if the service beside it is ready, else with 1: the health check of a container, whose base need have neither
 * a shell nor a client of HTTP. It speaks by hand, as the JDK's client takes longer to load than the answer takes. The
 * management port is that of the environment ({@code MANAGEMENT_SERVER_PORT}).
 */
public final class ReadinessProbe {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final String REQUEST = """
            GET /actuator/health/readiness HTTP/1.1\r
            Host: 127.0.0.1\r
            Accept: application/json\r
            Connection: close\r
            \r
            """;

    private ReadinessProbe() {}

    public static void main(String[] arguments) {
        @Nullable String port = System.getenv("MANAGEMENT_SERVER_PORT");
        String answer = port == null ? "MANAGEMENT_SERVER_PORT is not set" : ask(Integer.parseInt(port));
        System.out.println(answer);
        System.exit(isReady(answer) ? 0 : 1);
    }

    static boolean isReady(String answer) {
        return answer.startsWith("HTTP/1.1 200 ");
    }

    /** The status line and the body, or why there is none; the engine keeps it for whoever inspects the container. */
    static String ask(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            @Nullable String status = reader.readLine();
            if (status == null) {
                return "no answer";
            }
            @Nullable String header = status;
            while (header != null && !header.isEmpty()) {
                header = reader.readLine();
            }
            StringBuilder answer = new StringBuilder(status);
            reader.lines().forEach(line -> answer.append('\n').append(line));
            return answer.toString();
        } catch (IOException notYet) {
            return "no answer: " + notYet.getMessage();
        }
    }
}
