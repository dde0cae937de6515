package io.agentplane.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KafkaHealthTests {

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

        assertThat(new KafkaHealth(server.getLocalPort()).passes()).isFalse();
    }

    private static boolean healthAgainstServerAnswering(int offset) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, offset));
            return new KafkaHealth(server.getLocalPort()).passes();
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
