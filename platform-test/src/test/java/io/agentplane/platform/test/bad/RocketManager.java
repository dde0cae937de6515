package io.agentplane.platform.test.bad;

import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;

/** Breaks the rules about names, injection, time and printing, in a package that is not null-marked. */
public class RocketManager {

    @Autowired
    private Runnable engine;

    public void launch() {
        System.out.println(Instant.now());
        engine.run();
    }
}
