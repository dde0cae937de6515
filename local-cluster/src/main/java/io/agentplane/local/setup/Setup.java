package io.agentplane.local.setup;

import io.agentplane.local.process.ClusterException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The jobs by name. Each ends with 0, or with 1 and a sentence that says what is in the way. */
@Command(name = "setup", synopsisSubcommandLabel = "JOB", description = "Prepares the containers of the control plane.")
public final class Setup implements Runnable {

    private final CommandLine commandLine;

    Setup(PrintStream out, PrintStream err) {
        commandLine = new CommandLine(this)
                .addSubcommand("secrets", new SecretsJob(out))
                .addSubcommand("kafka-users", new KafkaUsersJob(out))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(Setup::explain);
    }

    public static void main(String[] arguments) {
        System.exit(new Setup(System.out, System.err).execute(arguments));
    }

    int execute(String... arguments) {
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(commandLine, "Which job?");
    }

    private static int explain(Exception failure, CommandLine job, CommandLine.ParseResult parsed) throws Exception {
        switch (failure) {
            case ClusterException sentence -> job.getErr().println(sentence.getMessage());
            // The message of a fault of files may be the path alone.
            case IOException unreadable ->
                job.getErr()
                        .println("A file can't be read or written: %s (%s)"
                                .formatted(
                                        unreadable.getMessage(),
                                        unreadable.getClass().getSimpleName()));
            default -> throw failure;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
