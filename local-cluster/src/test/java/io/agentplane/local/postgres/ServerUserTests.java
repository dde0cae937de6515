package io.agentplane.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.Run;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ServerUserTests {

    @Test
    void rootIsReplacedBySomebodyWithoutRights() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));

        assertThat(ServerUser.choose() == ServerUser.OURSELVES).isEqualTo(!root);
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void databasePassesTheFolderButSeesNothingElseInIt(@TempDir Path parent) throws Exception {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        DataFolder folder = new DataFolder(parent.resolve("data"));
        folder.create();
        folder.password("policy");
        Path home = folder.of("postgres").resolve("home");
        OwnerOnly.createFolders(home.resolve("bin"));
        Path program = Files.createFile(home.resolve("bin/program"), OwnerOnly.FOLDER);
        Path library = Files.createFile(home.resolve("library"), OwnerOnly.FILE);

        ServerUser.NOBODY.letThrough(folder.root(), folder.of("postgres"));
        ServerUser.NOBODY.letRead(home);

        Run.toCompletion(ServerUser.NOBODY.command("test", "-x", program.toString()));
        Run.toCompletion(ServerUser.NOBODY.command("cat", library.toString()));
        for (Path closed : List.of(folder.root(), folder.of("postgres"), folder.of("secrets/policy"), folder.logs())) {
            assertThatThrownBy(() -> Run.toCompletion(ServerUser.NOBODY.command("test", "-r", closed.toString())))
                    .as(closed.toString())
                    .isInstanceOf(ClusterException.class);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
                .isEqualTo("rwx--x---");
        // Another command meets the running cluster and must not shut its database out.
        folder.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
                .isEqualTo("rwx--x---");
    }

    @Test
    void commandIsPutBehindWhatChangesTheUser() {
        assertThat(ServerUser.NAMESPACE.command("initdb", "-D", "data"))
                .containsExactly("unshare", "-U", "initdb", "-D", "data");
        assertThat(ServerUser.OURSELVES.command("initdb")).containsExactly("initdb");
    }
}
