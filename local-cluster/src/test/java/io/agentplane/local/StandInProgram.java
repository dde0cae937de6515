package io.agentplane.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Listens on the port it is given for as long as it lives; without a port it ends with an error. */
public final class StandInProgram {

    private StandInProgram() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.out.println("This program needs a port.");
            System.exit(3);
        }
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
            System.out.println("Listening on " + server.getLocalPort());
            while (!server.isClosed()) {
                server.accept().close();
            }
        }
    }
}
