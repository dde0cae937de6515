package io.agentplane.gateway.spool;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/**
 * How entries wait for Kafka.
 *
 * @param folder where they are on disk; each replica takes a folder of its own in it
 * @param maxSpool what may wait on disk
 * @param segment the size of one file, which is deleted when all of it has been sent
 * @param maxQueued entries that may wait in memory to be written
 */
public record SpoolLimits(Path folder, DataSize maxSpool, DataSize segment, int maxQueued) {}
