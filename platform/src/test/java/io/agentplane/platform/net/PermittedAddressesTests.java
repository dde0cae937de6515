package io.agentplane.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.net.PermittedAddresses.Names;
import io.agentplane.platform.net.PermittedAddresses.NotPermittedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermittedAddressesTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> askedFor = new ArrayList<>();

    @Test
    void keepsOnlyThoseOfANamesAddressesThatArePublic() {
        assertThat(resolve(meaning("10.0.0.1", "9.9.9.9", "::1"), Runnable::run, LONG)
                        .join())
                .containsExactly(new InetSocketAddress("9.9.9.9", 8443));
        assertThat(askedFor).containsExactly("agent.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1"})
    void refusesANameThatMeansAnAddressWithin(String address) {
        assertThatThrownBy(resolve(meaning(address), Runnable::run, LONG)::join)
                .hasCauseInstanceOf(NotPermittedException.class);
    }

    @Test
    void waitsForALookUpOnlySoLong() {
        var end = new CountDownLatch(1);
        Names silent = host -> {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };

        assertThatThrownBy(resolve(silent, Thread::startVirtualThread, SHORT)::join)
                .hasCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("takes too long");
        end.countDown();
    }

    @Test
    void looksUpNothingThatNobodyWaitsForAnyMore() {
        List<Runnable> queue = new ArrayList<>();
        var promise = resolve(meaning("9.9.9.9"), queue::add, SHORT);
        assertThatThrownBy(promise::join).hasCauseInstanceOf(UnknownHostException.class);

        queue.getFirst().run();

        assertThat(askedFor).isEmpty();
    }

    @Test
    void saysSoWhenTooManyAreBeingLookedUp() {
        Executor full = lookup -> {
            throw new RejectedExecutionException();
        };

        assertThatThrownBy(resolve(meaning("9.9.9.9"), full, LONG)::join)
                .hasCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("Too many");
    }

    private Names meaning(String... addresses) {
        return host -> {
            askedFor.add(host);
            InetAddress[] all = new InetAddress[addresses.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.ofLiteral(addresses[i]);
            }
            return all;
        };
    }

    private static Promise.Completable<List<InetSocketAddress>> resolve(
            Names names, Executor executor, Duration timeout) {
        var promise = new Promise.Completable<List<InetSocketAddress>>();
        new PermittedAddresses(new AddressRule(List.of()), names, executor, timeout)
                .resolve("agent.example", 8443, Map.of(), promise);
        return promise;
    }
}
