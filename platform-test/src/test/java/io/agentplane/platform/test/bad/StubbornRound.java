package io.agentplane.platform.test.bad;

/** Tries each item, also without a database. */
public final class StubbornRound {

    public boolean tried(Runnable item) {
        try {
            Namespace.run(item);
            return true;
        } catch (RuntimeException failed) {
            return false;
        }
    }

    private static final class Namespace {

        static void run(Runnable item) {
            item.run();
        }
    }
}
