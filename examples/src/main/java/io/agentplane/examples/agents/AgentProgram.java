package io.agentplane.examples.agents;

import io.agentplane.examples.agents.AgentSettings.Role;
import io.agentplane.examples.agents.AgentSettings.UnusableSettingException;
import io.agentplane.sdk.Agent;
import io.agentplane.sdk.AgentWorker;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneException;
import io.agentplane.sdk.TaskHandler;
import io.agentplane.sdk.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The agents of one container. They register, are put to work by the coordinator and do tasks until the container is
 * stopped; then they finish what they hold and take their leave. Exit code 2: the environment makes no sense.
 */
public final class AgentProgram {

    /** Is there once all agents are at work; the container's health check looks for it. */
    private static final Path AT_WORK = Path.of("/tmp/at-work");

    private static final int CALLED_WRONGLY = 2;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final AgentSettings settings;
    private final Agentplane agentplane;
    private final Fleet fleet;
    private final List<UUID> agents = new ArrayList<>();
    private final List<AgentWorker> workers = new ArrayList<>();
    private @Nullable FrontDesk desk;

    AgentProgram(AgentSettings settings) {
        this.settings = settings;
        this.agentplane = Agentplane.connect(settings.gateway(), settings.apiKey());
        this.fleet = new Fleet(agentplane);
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        try {
            AgentProgram program = new AgentProgram(AgentSettings.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(program::stop, "stop"));
            program.start();
            Files.write(AT_WORK, new byte[0]);
            new CountDownLatch(1).await();
        } catch (UnusableSettingException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(CALLED_WRONGLY);
        }
    }

    void start() throws InterruptedException, IOException {
        if (settings.role() == Role.COORDINATOR) {
            desk = FrontDesk.open(settings.coordinator().getPort(), fleet, agentplane);
        }
        for (int number = 1; number <= settings.count(); number++) {
            Troubles troubles = new Troubles(settings.agentName(number));
            Agent agent = join(number, troubles);
            reportForDuty(agent, troubles);
            work(agent, troubles);
            System.out.printf("%s %s is at work as %s%n", agent.name(), agent.version(), agent.id());
        }
    }

    private Agent join(int number, Troubles troubles) throws InterruptedException {
        while (true) {
            try {
                return fleet.join(settings, number);
            } catch (AgentplaneException notNow) {
                troubles.troubled(notNow);
                Thread.sleep(RETRY);
            }
        }
    }

    private void reportForDuty(Agent agent, Troubles troubles) throws InterruptedException {
        while (true) {
            try {
                if (settings.role() == Role.COORDINATOR) {
                    fleet.putToWork(agent.id());
                } else {
                    new Coordinator(settings.coordinator()).reportForDuty(agent.id());
                }
                return;
            } catch (AgentplaneException notNow) {
                troubles.troubled(notNow);
                Thread.sleep(RETRY);
            } catch (IOException notNow) {
                troubles.say(String.valueOf(notNow.getMessage()));
                Thread.sleep(RETRY);
            }
        }
    }

    private void work(Agent agent, Troubles troubles) {
        TaskHandler handler = settings.role() == Role.COORDINATOR
                ? new DividedWork(agentplane, fleet)
                : new SpecialWork(settings.specialization());
        synchronized (this) {
            agents.add(agent.id());
            workers.add(AgentWorker.start(
                    agentplane,
                    agent.id(),
                    handler,
                    WorkerSettings.defaults()
                            .withMaxConcurrency(agent.maxConcurrency())
                            .withStopWithin(STOP_WITHIN),
                    troubles));
        }
    }

    /** All at once, as the container has but seconds. */
    synchronized void stop() {
        List<Thread> stopping = workers.stream()
                .map(worker -> Thread.ofVirtual().start(worker::close))
                .toList();
        try {
            for (Thread one : stopping) {
                one.join();
            }
            takeLeave();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            if (desk != null) {
                desk.close();
            }
            agentplane.close();
        }
    }

    private void takeLeave() throws InterruptedException {
        try {
            for (UUID agent : agents) {
                if (settings.role() == Role.COORDINATOR) {
                    agentplane.deactivate(agent, "its container was stopped");
                } else {
                    new Coordinator(settings.coordinator()).takeLeave(agent);
                }
            }
        } catch (AgentplaneException | IOException away) {
            System.out.println("Gone without leave: " + away);
        }
    }
}
