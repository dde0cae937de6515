package io.agentplane.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Where the gateway is, the file that holds the administrator's key, and the folder of the agents' logs. */
record DemoArguments(URI url, Path adminKeyFile, Path logs) {

    static final String USAGE = "usage: demo --url http://127.0.0.1:8080 --admin-key-file PATH [--logs PATH]";

    /** The sentence to show to somebody who called it wrongly. */
    static final class UsageException extends Exception {
        UsageException(String message) {
            super(message);
        }
    }

    static DemoArguments parse(String... args) throws UsageException {
        Map<String, String> options = options(args);
        String url = options.remove("--url");
        String file = options.remove("--admin-key-file");
        String logs = options.remove("--logs");
        if (!options.isEmpty() || url == null || file == null) {
            throw new UsageException(USAGE);
        }
        try {
            Path key = Path.of(file);
            return new DemoArguments(webAddress(url), key, logs == null ? beside(key) : Path.of(logs));
        } catch (InvalidPathException malformed) {
            throw new UsageException(malformed.getInput() + " makes no sense; " + USAGE);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException(url + " makes no sense; " + USAGE);
        }
    }

    private static URI webAddress(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }

    String adminKey() throws UsageException {
        try {
            return Files.readString(adminKeyFile).strip();
        } catch (IOException e) {
            throw new UsageException(
                    "the administrator's key can't be read from " + adminKeyFile + " (is the cluster started?)");
        }
    }

    /** Where the cluster keeps its logs. */
    private static Path beside(Path key) {
        return key.toAbsolutePath().resolveSibling("logs");
    }

    static Map<String, String> options(String... args) throws UsageException {
        if (args.length % 2 != 0) {
            throw new UsageException(USAGE);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }
}
