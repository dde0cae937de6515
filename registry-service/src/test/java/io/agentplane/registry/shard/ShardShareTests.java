package io.agentplane.registry.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardShareTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 40, 64, 100})
    void leavesNoShardOverAndNobodyFarBehind(int replicas) {
        IntSummaryStatistics shares = IntStream.range(0, replicas)
                .map(rank -> new ShardShare(rank, replicas).shards())
                .summaryStatistics();

        assertThat(shares.getSum()).isEqualTo(ShardShare.SHARDS);
        assertThat(shares.getMax() - shares.getMin()).isLessThanOrEqualTo(1);
    }
}
