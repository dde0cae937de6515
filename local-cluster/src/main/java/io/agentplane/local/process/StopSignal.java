package io.agentplane.local.process;

import java.io.IOException;

/** How a process is asked to end in good order. */
public enum StopSignal {
    TERMINATE {
        @Override
        public void send(ProcessHandle process) {
            process.destroy();
        }
    },
    /** What PostgreSQL takes for "disconnect everyone and stop"; on TERMINATE it would wait for its clients. */
    INTERRUPT {
        @Override
        public void send(ProcessHandle process) {
            try {
                new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
            } catch (IOException noShell) {
                process.destroy();
            }
        }
    };

    public abstract void send(ProcessHandle process);
}
