package io.agentplane.platform.outbox;

import io.agentplane.platform.event.StoredEvent;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What waits in one round of the relay, since an earlier event of its subject, or one of its topic, was not taken. */
final class HeldBack {

    private final Set<String> subjects = new HashSet<>();
    private final Set<String> topics = new HashSet<>();

    boolean isEmpty() {
        return subjects.isEmpty() && topics.isEmpty();
    }

    Set<String> subjects() {
        return Collections.unmodifiableSet(subjects);
    }

    Set<String> topics() {
        return Collections.unmodifiableSet(topics);
    }

    boolean holds(StoredEvent event) {
        return topics.contains(event.topic()) || subjects.contains(event.subject());
    }

    void subjectOf(StoredEvent event) {
        subjects.add(event.subject());
    }

    void topicOf(StoredEvent event) {
        topics.add(event.topic());
    }
}
