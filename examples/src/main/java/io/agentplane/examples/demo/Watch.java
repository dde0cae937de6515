package io.agentplane.examples.demo;

import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Looks at the tasks until all are done, and kills the reviewer on the way. */
final class Watch {

    private static final Duration MAX_WATCH = Duration.ofSeconds(100);
    private static final Duration PATIENCE_WITH_THE_REVIEWER = Duration.ofSeconds(8);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Agentplane agentplane;
    private final Team team;
    private final Display display;
    private boolean reviewerLives = true;

    Watch(Agentplane agentplane, Team team, Display display) {
        this.agentplane = agentplane;
        this.team = team;
        this.display = display;
    }

    /** Keeps {@code tasks} up to date. Ends when the time is over too: the verdict will say what is missing. */
    void untilAllAreDone(Map<UUID, Task> tasks) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            tasks.replaceAll((id, task) -> task.status().isFinal() ? task : agentplane.task(id));
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            Progress progress =
                    Progress.of(tasks.values().stream().map(Task::status).toList(), elapsed);
            if (progress.done() == progress.total() || elapsed.compareTo(MAX_WATCH) > 0) {
                display.say(progress.line());
                return;
            }
            display.show(progress);
            if (reviewerLives && (hasReviewed(tasks) || elapsed.compareTo(PATIENCE_WITH_THE_REVIEWER) > 0)) {
                killReviewer();
            }
            Thread.sleep(INTERVAL);
        }
    }

    /** Somebody who has shown that they can work dies more convincingly. */
    private boolean hasReviewed(Map<UUID, Task> tasks) {
        UUID reviewer = team.agentId(TeamMember.REVIEWER);
        return tasks.values().stream()
                .anyMatch(task -> task.status() == TaskStatus.COMPLETED && reviewer.equals(task.agentId()));
    }

    private void killReviewer() {
        long pid = team.kill(TeamMember.REVIEWER);
        reviewerLives = false;
        display.say("The reviewer is dead (kill -9 " + pid + "); what it held goes to another agent");
    }
}
