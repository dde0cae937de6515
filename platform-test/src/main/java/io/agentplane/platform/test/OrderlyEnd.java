package io.agentplane.platform.test;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes all services behind the last test. At the JVM's exit they would end at the same moment as their database and broker, and
 * wait for them until surefire loses patience.
 */
public final class OrderlyEnd implements BeforeAllCallback {

    private static final Set<ConfigurableApplicationContext> STARTED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static void add(ConfigurableApplicationContext context) {
        STARTED.add(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable end = () -> List.copyOf(STARTED).forEach(ConfigurableApplicationContext::close);
        context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(OrderlyEnd.class, any -> end);
    }
}
