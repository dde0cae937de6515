package io.agentplane.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two gateways before the same services, for all classes whose tests need no gateway of their own; each test works in a
 * namespace of its own. They are started at first use and closed after the last test.
 */
record TwoGateways(TestGateway one, TestGateway other, EchoService service, FakePolicyService policy)
        implements AutoCloseable {

    /** Nobody listens there: port 1 is reserved. The configuration service is away for ever. */
    private static final String AWAY = "http://127.0.0.1:1";

    private static TwoGateways start() {
        AccessEvents.createTopics();
        var service = new EchoService("service");
        var policy = new FakePolicyService();
        Path folder = folder();
        var gateways = new TwoGateways(
                start(folder.resolve("one"), service, policy),
                start(folder.resolve("other"), service, policy),
                service,
                policy);
        gateways.one.awaitReady();
        gateways.other.awaitReady();
        return gateways;
    }

    private static TestGateway start(Path folder, EchoService service, FakePolicyService policy, String... settings) {
        Stream<String> common = Stream.of(
                "agentplane.gateway.services.registry=" + service.url(),
                "agentplane.gateway.services.config=" + AWAY,
                "agentplane.gateway.services.scheduler=" + service.url(),
                "agentplane.gateway.access.key-use-interval=PT0.2S");
        return TestGateway.start(
                folder, policy.url(), Stream.concat(common, Stream.of(settings)).toArray(String[]::new));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "gateways-").toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One more before the same services, of the caller's own. */
    TestGateway startAnother(Path folder, String... settings) {
        return start(folder, service, policy, settings);
    }

    @Override
    public void close() {
        one.close();
        other.close();
        service.close();
        policy.close();
    }

    /** Hands the two to whoever has them as a parameter. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TwoGateways.class;
        }

        @Override
        public TwoGateways resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(TwoGateways.class, any -> start(), TwoGateways.class);
        }
    }
}
