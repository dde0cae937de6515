package io.agentplane.gateway.decision;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.event.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.stereotype.Component;

/** The policies of every namespace as events tell of them, and in which namespaces there is something new. */
@Component
class PolicyBook {

    private static final String DEFAULT = "default-decision-changed";

    private final EventCodec codec;
    private final Map<String, NamespacePolicies> namespaces = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);

    PolicyBook(EventCodec codec) {
        this.codec = codec;
    }

    void learn(ConsumerRecord<String, byte[]> message) {
        try {
            if (codec.typeOf(message).equals(DEFAULT)) {
                InboundEvent<DefaultState> event = codec.decode(message, DefaultState.class);
                in(event.namespace()).learn(String.valueOf(message.key()), event.state(), event.revision());
                announce(event.namespace());
            } else {
                InboundEvent<PolicyState> event = codec.decode(message, PolicyState.class);
                in(event.namespace()).learn(event.state(), event.revision());
                announce(event.namespace());
            }
        } catch (InvalidEventException unreadable) {
            Header namespace = message.headers().lastHeader("ce_namespace");
            if (namespace != null) {
                String name = new String(namespace.value(), StandardCharsets.UTF_8);
                in(name).learnUnreadable(String.valueOf(message.key()));
                announce(name);
            }
            throw unreadable;
        }
    }

    NamespacePolicies in(String namespace) {
        return namespaces.computeIfAbsent(namespace, any -> new NamespacePolicies());
    }

    long known() {
        return namespaces.values().stream()
                .mapToLong(policies -> policies.policies().size())
                .sum();
    }

    /** Waits for news, but not for longer than this. */
    void awaitNews(long millis) throws InterruptedException {
        news.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /** The namespaces in which something is new since the last time. */
    List<String> takeChanged() {
        news.drainPermits();
        List<String> taken = new ArrayList<>();
        for (String namespace : changed) {
            // Before its policies are read: what changes from now on is news again.
            changed.remove(namespace);
            taken.add(namespace);
        }
        return taken;
    }

    private void announce(String namespace) {
        changed.add(namespace);
        news.release();
    }
}
