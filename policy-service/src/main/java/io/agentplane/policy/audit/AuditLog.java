package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The audit log: one chain of entries for each namespace, which only grows. */
@Service
class AuditLog {

    private static final AuditSearch EVERYTHING = new AuditSearch(null, null, null, null, null, null);

    private final AuditQueries queries;
    private final Pages pages;
    private final Clock clock;

    AuditLog(AuditQueries queries, Pages pages, Clock clock) {
        this.queries = queries;
        this.pages = pages;
        this.clock = clock;
    }

    /** Keeps all or none; an entry that is kept already is passed over. Returns how many are new. */
    @Transactional
    public int append(List<AuditEntry> entries) {
        SortedMap<String, Map<UUID, AuditEntry>> byNamespace = new TreeMap<>();
        for (AuditEntry entry : entries) {
            byNamespace
                    .computeIfAbsent(entry.namespace(), namespace -> new LinkedHashMap<>())
                    .putIfAbsent(entry.id(), entry);
        }
        // Always in the order of their names, so that two writers can't wait for each other.
        int count = 0;
        for (Map.Entry<String, Map<UUID, AuditEntry>> group : byNamespace.entrySet()) {
            count += append(group.getKey(), group.getValue());
        }
        return count;
    }

    private int append(String namespace, Map<UUID, AuditEntry> entries) {
        Chain chain = queries.hold(namespace);
        Set<UUID> known = queries.known(entries.values());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant recordedAt = now.isBefore(chain.recordedAt()) ? chain.recordedAt() : now;
        List<Link> links = new ArrayList<>(entries.size());
        long number = chain.number();
        byte[] previous = chain.hash();
        for (AuditEntry entry : entries.values()) {
            if (!known.contains(entry.id())) {
                Link link = Link.behind(++number, previous, recordedAt, entry);
                links.add(link);
                previous = link.hash();
            }
        }
        if (!links.isEmpty()) {
            queries.insert(links);
            queries.advance(namespace, links.getLast());
        }
        return links.size();
    }

    @Transactional(readOnly = true)
    public Page<AuditEntryView> list(AuditSearch search, @Nullable Long before, int limit) {
        return pages.fill(
                queries.search(Namespace.current(), search, before, limit),
                limit,
                entry -> Long.toString(entry.number()));
    }

    /** Goes through the present namespace's whole chain, as it is at this moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ChainVerdict verify() {
        String namespace = Namespace.current();
        Chain chain = queries.find(namespace).orElseGet(Chain::empty);
        var inspection = new ChainInspection(chain, hash -> queries.isKept(namespace, hash));
        try (Stream<Link> links = queries.stream(namespace, EVERYTHING)) {
            Iterator<Link> each = links.iterator();
            while (each.hasNext() && inspection.inspect(each.next())) {}
        }
        return inspection.verdict();
    }

    /** Hands over the entries one by one, oldest first, as they are at this moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void export(AuditSearch search, Consumer<AuditEntryView> reader) {
        try (Stream<Link> links = queries.stream(Namespace.current(), search)) {
            links.map(AuditEntryView::of).forEach(reader);
        }
    }
}
