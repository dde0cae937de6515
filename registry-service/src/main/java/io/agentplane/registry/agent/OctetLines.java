package io.agentplane.registry.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a body line by line, so that it is never in memory as a whole. */
final class OctetLines {

    private final InputStream in;
    private final int longest;
    private int number;

    /** @param longest of a longer line this many octets and one are given, and the others passed over */
    OctetLines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /** The next line without its end, or null behind the last one. */
    byte @Nullable [] next() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        number++;
        var line = new ByteArrayOutputStream();
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.size() <= longest) {
                line.write(octet);
            }
        }
        return line.toByteArray();
    }

    /** Of the line that was read last, from 1. */
    int number() {
        return number;
    }
}
