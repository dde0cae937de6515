package io.agentplane.platform.startup;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.context.support.AbstractApplicationContext;

/** Ends the process where a service in earnest would begin to listen. */
@AutoConfiguration
@Profile("training")
public class TrainingAutoConfiguration {

    @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
    LifecycleProcessor endOfTraining() {
        return new EndOfTraining();
    }

    private static final class EndOfTraining implements LifecycleProcessor {

        /** Not by leaving main, because threads of pools that were never started in earnest would keep the process. */
        @Override
        public void onRefresh() {
            Runtime.getRuntime().exit(0);
        }

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
