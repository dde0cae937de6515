package io.agentplane.local.postgres;

import io.agentplane.local.process.Part;
import io.agentplane.local.process.Run;
import io.agentplane.local.process.StopSignal;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/** The database server: its data survives restarts, it listens on 127.0.0.1 only and wants a password from everyone. */
public final class PostgresServer {

    public static final String NAME = "postgres";

    private final DataFolder folder;
    private final int port;

    public PostgresServer(DataFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public Part part() {
        return new Part(NAME, Set.of(), this::prepare, StopSignal.INTERRUPT, new Database(folder, port)::answers);
    }

    private List<String> prepare() throws IOException, InterruptedException {
        Path home = new PostgresBinaries().unpack(folder.of(NAME));
        ServerUser user = ServerUser.choose();
        user.letThrough(folder.root(), folder.of(NAME));
        user.letRead(home);
        Path data = folder.of(NAME).resolve("data");
        if (!Files.exists(data)) {
            initialise(home, data, user);
        }
        return user.command(
                home.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_connections=200");
    }

    /** Done aside and moved into place, so that a start that was cut short leaves nothing half made. */
    private void initialise(Path home, Path data, ServerUser user) throws IOException, InterruptedException {
        Path fresh = data.resolveSibling("data.new");
        DataFolder.deleteTree(fresh);
        OwnerOnly.createFolders(fresh);
        user.own(fresh);
        Path password = folder.of(NAME).resolve("password");
        folder.writeOwnerOnly(password, folder.password(Database.SUPERUSER));
        try {
            user.own(password);
            Run.toCompletion(user.command(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + fresh,
                    "--username=" + Database.SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--set=timezone=UTC",
                    "--set=log_timezone=UTC",
                    "--no-instructions"));
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }
}
