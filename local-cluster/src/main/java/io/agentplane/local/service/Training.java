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
                makeIfMissing(cache);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void makeIfMissing(AotCache cache) throws InterruptedException {
        try {
            if (cache.isWanted()) {
                cache.make();
            }
        } catch (IOException failed) {
            // Such as a full disk, or a new build that took the folder away; the next start goes without then.
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
