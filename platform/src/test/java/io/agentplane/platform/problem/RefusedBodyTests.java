package io.agentplane.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Refusals of requests whose body nobody wants: they are problems, arrive, and leave the connection as it was. */
@ServiceTest
class RefusedBodyTests {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LARGE = 900_000;
    private static final TestCaller ANYONE = TestCaller.in("bodies");
    private static final TestCaller NOBODY = new TestCaller("nobody", "bodies", List.of());

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/v1/notes,           application/json,                  401",
        "POST,   /api/v1/nowhere,         application/json,                  404",
        "DELETE, /api/v1/notes,           application/json,                  405",
        "POST,   /api/v1/notes,           text/plain,                        415",
        "POST,   /api/v1/notes,           ;;,                                415",
        "POST,   /api/v1/notes,           multipart/form-data;boundary=x,    415",
        "POST,   /api/v1/notes,           MULTIPART/form-data,               415",
        "POST,   /api/v1/notes,           */*,                               415",
        "GET,    /api/v1/notes,           application/*,                     415",
        "POST,   /api/v1/notes,           '\"multipart/form-data',            415",
        "POST,   /api/v1/notes,           application/x-www-form-urlencoded, 415",
        "GET,    /api/v1/notes,           application/x-www-form-urlencoded, 415",
        "POST,   /api/v1/notes;x,         application/json,                  400",
    })
    void areAnsweredAndTheConnectionGoesOn(String method, String path, String type, int status) throws IOException {
        try (Socket socket = connect()) {
            String bearer = status == 401 ? "Bearer nonsense" : ANYONE.bearer();
            String refusal = call(socket, method + " " + path, bearer, "Content-Type: " + type, "x".repeat(LARGE));
            assertThat(refusal).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json", "\"code\"");

            assertThat(call(socket, "GET /api/v1/notes", ANYONE.bearer(), "Accept: application/json", ""))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void areAnsweredWhereTheRightIsMissing() throws IOException {
        try (Socket socket = connect()) {
            assertThat(call(
                            socket,
                            "POST /api/v1/notes",
                            NOBODY.bearer(),
                            "Content-Type: application/json",
                            "x".repeat(LARGE)))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\"code\":\"permission-missing\"");
            assertThat(call(socket, "GET /api/v1/notes", ANYONE.bearer(), "Accept: */*", ""))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** A packed body is refused before anybody reads it. */
    @Test
    void areNotTakenPacked() throws IOException {
        try (Socket socket = connect()) {
            assertThat(call(socket, "POST /api/v1/notes", ANYONE.bearer(), "Content-Encoding: gzip", "{}"))
                    .startsWith("HTTP/1.1 415 ")
                    .contains("\"code\":\"media-type-unsupported\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "text/html", ";;", "application/xml", "*/*;q=0"})
    void areProblemsWhateverTheCallerAccepts(String accepted) throws IOException {
        try (Socket socket = connect()) {
            assertThat(call(socket, "GET /api/v1/notes/no-uuid", ANYONE.bearer(), "Accept: " + accepted, ""))
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json", "\"code\"");
        }
    }

    /** Otherwise a caller would be refused when the work is done. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "text/html", "application/vnd.foo+json", "application/json;charset=utf-16", "*/*;q=0"})
    void doNotDependOnWhatTheCallerAccepts(String accepted) throws IOException {
        try (Socket socket = connect()) {
            assertThat(call(socket, "GET /api/v1/notes", ANYONE.bearer(), "Accept: " + accepted, ""))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Type: application/json\r\n");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends all of a request, and only then reads its answer: head and body. */
    private static String call(Socket socket, String line, String bearer, String header, String body)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        String head = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer + "\r\n" + header
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        out.write((head + body).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("The connection ended after: " + answer);
            }
            answer.append((char) octet);
        }
        return answer + body(in, answer.toString());
    }

    private static String body(InputStream in, String head) throws IOException {
        if (head.contains("Transfer-Encoding: chunked")) {
            StringBuilder body = new StringBuilder();
            while (!body.toString().endsWith("0\r\n\r\n")) {
                body.append((char) in.read());
            }
            return body.toString();
        }
        String length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }
}
