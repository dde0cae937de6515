package io.agentplane.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaHealthTests {

    @TempDir
    private Path folder;

    private Path rightsGiven = Path.of("unused");

    @BeforeEach
    void giveRights() throws IOException {
        rightsGiven = Files.createFile(folder.resolve("rights-given"));
    }

    @Test
    void passesWhenTheAnswerBelongsToTheRequest() throws Exception {
        assertThat(healthAgainstServerAnswering(0)).isTrue();
    }

    @Test
    void failsWhenTheAnswerBelongsToAnother() throws Exception {
        assertThat(healthAgainstServerAnswering(1)).isFalse();
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.close();

        assertThat(new KafkaHealth(server.getLocalPort(), rightsGiven).passes()).isFalse();
    }

    @Test
    void failsUntilTheServicesHaveTheirRights() throws Exception {
        Files.delete(rightsGiven);

        assertThat(healthAgainstServerAnswering(0)).isFalse();
    }

    private boolean healthAgainstServerAnswering(int offset) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, offset));
            return new KafkaHealth(server.getLocalPort(), rightsGiven).passes();
        }
    }

    private static void answer(ServerSocket server, int offset) {
        try (Socket socket = server.accept()) {
            DataInputStream request = new DataInputStream(socket.getInputStream());
            byte[] body = request.readNBytes(request.readInt());
            int correlation = ByteBuffer.wrap(body).getInt(4);
            DataOutputStream answer = new DataOutputStream(socket.getOutputStream());
            answer.writeInt(10);
            answer.writeInt(correlation + offset);
            answer.write(new byte[6]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
