package io.agentplane.platform.identity;

/**
 * The namespace that the present work is bound to: the caller's, or the one that background work has chosen. Work that
 * is bound to none sees and stores nothing.
 */
public final class Namespace {

    /** Matches no row, so that forgetting to choose shows nothing instead of everything. */
    static final String NONE = "";

    private static final ScopedValue<String> CHOSEN = ScopedValue.newInstance();

    private Namespace() {}

    /** The namespace in force on this thread. */
    public static String current() {
        return CHOSEN.isBound()
                ? CHOSEN.get()
                : Caller.find().map(Caller::namespace).orElse(NONE);
    }

    /** Does background work in a namespace. Start transactions inside: one that is open already keeps its namespace. */
    public static <T, X extends Throwable> T in(String namespace, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CHOSEN, namespace).call(work);
    }

    public static void run(String namespace, Runnable work) {
        ScopedValue.where(CHOSEN, namespace).run(work);
    }
}
