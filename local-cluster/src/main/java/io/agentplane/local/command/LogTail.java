package io.agentplane.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies what a log has grown by. A log that was started anew is copied from its start. */
final class LogTail implements AutoCloseable {

    private final Path log;
    private final OutputStream target;
    private InputStream source;
    private long copied;

    LogTail(Path log, OutputStream target) throws IOException {
        this.log = log;
        this.target = target;
        this.source = Files.newInputStream(log);
    }

    void copyNew() throws IOException {
        copied += source.transferTo(target);
        if (Files.exists(log) && Files.size(log) < copied) {
            source.close();
            source = Files.newInputStream(log);
            copied = source.transferTo(target);
        }
        target.flush();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
