package io.agentplane.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the demo is told.
 *
 * @param url where the gateway is
 * @param shownAs where it is for the reader, who may be on another network; of a range of ports the first one counts
 * @param adminKeyFile the file that holds the administrator's key
 * @param logs the folder of the agents' logs
 */
record DemoArguments(URI url, URI shownAs, Path adminKeyFile, Path logs) {

    static final String USAGE =
            "usage: demo --url http://127.0.0.1:8080 --admin-key-file PATH [--logs PATH] [--shown-as http://127.0.0.1:8080]";

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
        String shownAs = options.remove("--shown-as");
        if (!options.isEmpty() || url == null || file == null) {
            throw new UsageException(USAGE);
        }
        try {
            Path key = Path.of(file);
            return new DemoArguments(
                    webAddress(url),
                    webAddress(shownAs == null ? url : firstPort(shownAs)),
                    key,
                    logs == null ? beside(key) : Path.of(logs));
        } catch (InvalidPathException malformed) {
            throw new UsageException(malformed.getInput() + " makes no sense; " + USAGE);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException(malformed.getMessage() + " makes no sense; " + USAGE);
        }
    }

    private static String firstPort(String address) {
        return address.replaceFirst("(:\\d+)-\\d+$", "$1");
    }

    private static URI webAddress(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
        throw new IllegalArgumentException(text);
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
