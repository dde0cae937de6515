package io.agentplane.local.kafka;

import io.agentplane.local.process.HealthCheck;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Healthy means that the services have their rights, and that the broker answers the first request every client sends,
 * which API versions it knows; that one is free to all. Spoken by hand, because the client library costs the launcher a
 * second of start-up.
 *
 * @param rightsGiven a file that exists once they are
 */
record KafkaHealth(int port, Path rightsGiven) implements HealthCheck {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final short API_VERSIONS = 18;
    private static final short FIRST_VERSION = 0;
    private static final short NO_CLIENT_ID = -1;
    private static final int CORRELATION_ID = 0x6170;

    @Override
    public boolean passes() {
        return Files.exists(rightsGiven) && answers();
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            request.writeInt(Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES);
            request.writeShort(API_VERSIONS);
            request.writeShort(FIRST_VERSION);
            request.writeInt(CORRELATION_ID);
            request.writeShort(NO_CLIENT_ID);
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            int length = answer.readInt();
            return length > Integer.BYTES && answer.readInt() == CORRELATION_ID;
        } catch (IOException notYet) {
            return false;
        }
    }
}
