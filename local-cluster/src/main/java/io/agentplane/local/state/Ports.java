package io.agentplane.local.state;

import io.agentplane.local.process.ClusterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** Which listener of the cluster has which port of 127.0.0.1. */
public record Ports(Map<String, Integer> byName) {

    /**
     * Below the ports the operating system gives to outgoing connections: a part that is restarted finds its port free.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    public Ports {
        byName = Map.copyOf(byName);
    }

    /** The given ports, and a free one for every other name. */
    public static Ports choose(Set<String> names, Map<String, Integer> fixed) {
        Map<String, Integer> chosen = new LinkedHashMap<>(fixed);
        SortedSet<Integer> taken = new TreeSet<>(fixed.values());
        for (String name : names) {
            if (!chosen.containsKey(name)) {
                int port = freePort(taken);
                taken.add(port);
                chosen.put(name, port);
            }
        }
        return new Ports(chosen);
    }

    private static int freePort(Set<Integer> taken) {
        int range = HIGHEST - LOWEST;
        int first = ThreadLocalRandom.current().nextInt(range);
        for (int i = 0; i < range; i++) {
            int candidate = LOWEST + (first + i) % range;
            if (!taken.contains(candidate) && isFree(candidate)) {
                return candidate;
            }
        }
        throw new ClusterException("No port between %d and %d is free.".formatted(LOWEST, HIGHEST));
    }

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    public int of(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException("No port was chosen for " + name);
        }
        return port;
    }
}
