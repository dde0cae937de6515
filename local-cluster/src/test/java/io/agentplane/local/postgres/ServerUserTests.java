package io.agentplane.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerUserTests {

    @Test
    void rootIsReplacedBySomebodyWithoutRights() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));

        assertThat(ServerUser.choose() == ServerUser.OURSELVES).isEqualTo(!root);
    }

    @Test
    void commandIsPutBehindWhatChangesTheUser() {
        assertThat(ServerUser.NAMESPACE.command("initdb", "-D", "data"))
                .containsExactly("unshare", "-U", "initdb", "-D", "data");
        assertThat(ServerUser.OURSELVES.command("initdb")).containsExactly("initdb");
    }
}
