package io.agentplane.local.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All parts together: started and stopped in the order of their dependencies, with as much at once as that allows. */
public final class SupervisedParts {

    private final List<SupervisedPart> parts;

    /** Each part must come after those it starts after. */
    public SupervisedParts(List<SupervisedPart> parts) {
        this.parts = List.copyOf(parts);
    }

    public List<SupervisedPart> all() {
        return parts;
    }

    public SupervisedPart get(String name) {
        return parts.stream()
                .filter(candidate -> candidate.part().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClusterException("There is no part named %s; there are %s."
                        .formatted(
                                name, parts.stream().map(p -> p.part().name()).collect(Collectors.joining(", ")))));
    }

    /** Returns when all are ready, or with the first failure. */
    public void startAll() throws InterruptedException {
        inOrder(parts, SupervisedPart::start, part -> part.part().startsAfter());
    }

    /** Stops for good those that nothing running needs any more, until none runs; returns when all have ended. */
    public void stopAll() throws InterruptedException {
        parts.forEach(SupervisedPart::retire);
        inOrder(parts.reversed(), SupervisedPart::stop, this::dependents);
    }

    private Set<String> dependents(SupervisedPart needed) {
        return parts.stream()
                .map(SupervisedPart::part)
                .filter(part -> part.startsAfter().contains(needed.part().name()))
                .map(Part::name)
                .collect(Collectors.toSet());
    }

    private static void inOrder(List<SupervisedPart> ordered, Step step, Function<SupervisedPart, Set<String>> before)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, CompletableFuture<Void>> done = new HashMap<>();
            CompletableFuture<Void> failed = new CompletableFuture<>();
            for (SupervisedPart part : ordered) {
                CompletableFuture<?>[] awaited =
                        before.apply(part).stream().map(done::get).toArray(CompletableFuture[]::new);
                CompletableFuture<Void> own =
                        CompletableFuture.allOf(awaited).thenRunAsync(() -> run(step, part), threads);
                own.exceptionally(failure -> {
                    failed.completeExceptionally(failure);
                    return null;
                });
                done.put(part.part().name(), own);
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(done.values().toArray(CompletableFuture[]::new));
            try {
                CompletableFuture.anyOf(all, failed).get();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void run(Step step, SupervisedPart part) {
        try {
            step.run(part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** What a step threw, out of what the futures wrapped it in. */
    private static RuntimeException unwrapped(ExecutionException failure) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(failure);
    }

    /** Starts or stops one part. */
    private interface Step {
        void run(SupervisedPart part) throws InterruptedException;
    }
}
