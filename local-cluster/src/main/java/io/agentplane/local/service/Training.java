package io.agentplane.local.service;

import io.agentplane.local.process.Background;
import java.io.IOException;
import java.util.List;

/**
 * Makes the AOT caches that are missing, one after the other and at the lowest priority, while the cluster runs: the first
 * start of a build is not slower for it, and the next is quicker.
 */
public final class Training implements Background {

    private final Thread thread;

    Training(List<AotCache> caches) {
        thread = Thread.ofPlatform().daemon().name("training").start(() -> makeMissing(caches));
    }

    private static void makeMissing(List<AotCache> caches) {
        try {
            for (AotCache cache : caches) {
                if (!cache.exists()) {
                    cache.make();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            // The start goes without then, as before.
        }
    }

    /** Returns when all caches are made that can be. */
    public void await() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
