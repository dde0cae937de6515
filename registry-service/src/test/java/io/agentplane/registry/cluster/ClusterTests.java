package io.agentplane.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.event.OutboundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID FIRST = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final Scores SCORES = new Scores(1, 1, 1, 1, 1, Map.of());

    @Test
    void tellsOfEveryChangeUnderARevisionOfItsOwn() {
        Cluster cluster = Cluster.form("alpha", state(FIRST));

        cluster.install(new Candidacy(FIRST, SCORES));
        cluster.join(SECOND);
        cluster.leave(FIRST, "removed");
        cluster.install(new Candidacy(SECOND, SCORES));
        cluster.dissolve();

        assertThat(cluster.events())
                .extracting(OutboundEvent::type)
                .containsExactly(
                        "cluster-formed",
                        "leader-elected",
                        "member-joined",
                        "leader-lost",
                        "member-left",
                        "leader-elected",
                        "cluster-dissolved");
        assertThat(cluster.events()).extracting(OutboundEvent::revision).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(cluster.view().memberIds()).isEmpty();
        assertThat(cluster.view().dissolvedAt()).isEqualTo(NOON);
    }

    @Test
    void beginsEachLeaseWithANewTermAndTheDurationOfTheCluster() {
        Cluster cluster = Cluster.form("alpha", state(FIRST, SECOND));

        cluster.install(new Candidacy(FIRST, SCORES));

        assertThat(cluster.begun()).isEqualTo(new LeadershipView(1, FIRST, NOON, NOON.plusSeconds(15), null, SCORES));
        assertThat(cluster.isLed()).isTrue();
    }

    @Test
    void isLedNoLongerThanTheLease() {
        assertThat(led(NOON.plusMillis(1)).isLed()).isTrue();
        assertThat(led(NOON).isLed()).isFalse();
    }

    @Test
    void endsALeaseWhenItRanOutOrNowWhicheverIsFirst() {
        Cluster lapsed = led(NOON.minusSeconds(2));
        lapsed.endLease(LeaseEnd.EXPIRED);
        Cluster forced = led(NOON.plusSeconds(5));
        forced.endLease(LeaseEnd.FORCED);

        assertThat(lapsed.ends()).containsExactly(new LeaseEnd(7, NOON.minusSeconds(2), "expired"));
        assertThat(forced.ends()).containsExactly(new LeaseEnd(7, NOON, "forced"));
        assertThat(forced.isLed()).isFalse();
    }

    @Test
    void refusesEveryClaimButThatOfThePresentLeader() {
        led(NOON.plusSeconds(5)).requireLedBy(new LeadershipClaim(FIRST, 7));

        assertThatThrownBy(() -> led(NOON.plusSeconds(5)).requireLedBy(new LeadershipClaim(FIRST, 6)))
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> led(NOON.plusSeconds(5)).requireLedBy(new LeadershipClaim(SECOND, 7)))
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> led(NOON).requireLedBy(new LeadershipClaim(FIRST, 7)))
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void keepsAMemberThatJoinsTwiceOnceAndHasAnEnd() {
        Cluster cluster = Cluster.form("alpha", state(FIRST));
        cluster.join(FIRST);
        assertThat(cluster.view().memberIds()).containsExactly(FIRST);

        Cluster full = Cluster.form(
                "alpha", state(Stream.generate(UUID::randomUUID).limit(1000).toArray(UUID[]::new)));
        assertThatThrownBy(() -> full.join(FIRST)).hasMessageContaining("at most 1000");
        assertThatThrownBy(() -> cluster.leave(SECOND, "removed")).hasMessageContaining("no member");
    }

    private static Cluster led(Instant until) {
        return new Cluster("alpha", state(FIRST, SECOND).withLeader(FIRST, 7), until, NOON);
    }

    private static ClusterView state(UUID... members) {
        return new ClusterView(
                UUID.fromString("01900000-0000-7000-8000-000000000009"),
                "reviewers",
                "",
                Duration.ofSeconds(15),
                List.copyOf(Arrays.asList(members)),
                null,
                0,
                NOON,
                null,
                1);
    }
}
