package io.agentplane.local.command;

import io.agentplane.local.Blueprint;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.ControlPlane;
import io.agentplane.local.process.ClusterException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** The command line of the local cluster. */
@Command(
        name = "agentplane",
        synopsisSubcommandLabel = "COMMAND",
        description = "The control plane for fleets of AI agents, on this machine.",
        footer = "%nEverything is kept in .agentplane beside this script, unless --data says otherwise.")
public final class Agentplane implements Runnable {

    /** Set by the script: the folder it lies in. */
    static final String CHECKOUT = "agentplane.checkout";

    private final CommandLine commandLine;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private final PrintStream out;

    Agentplane(Function<ClusterOptions, Blueprint> blueprints, Class<?> mainClass, PrintStream out, PrintStream err) {
        this.out = out;
        ClusterAccess access = new ClusterAccess(blueprints, mainClass, out);
        commandLine = new CommandLine(this)
                .addSubcommand("up", new UpCommand(access))
                .addSubcommand("down", new DownCommand(access))
                .addSubcommand("status", new StatusCommand(access))
                .addSubcommand("logs", new LogsCommand(access))
                .addSubcommand("demo", new DemoCommand(access))
                .addSubcommand("help", new HelpCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(Agentplane::explain);
    }

    public static void main(String[] arguments) {
        System.exit(new Agentplane(ControlPlane::new, Agentplane.class, System.out, System.err).execute(arguments));
    }

    int execute(String... arguments) {
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        commandLine.usage(out);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof ClusterException) {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
