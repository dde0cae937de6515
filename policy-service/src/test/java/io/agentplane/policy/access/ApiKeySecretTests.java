package io.agentplane.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiKeySecretTests {

    @Test
    void isMarkedAndHas256BitsOfChance() {
        assertThat(ApiKeySecret.generate().text()).matches("ap_[A-Za-z0-9_-]{43}");
        assertThat(ApiKeySecret.generate()).isNotEqualTo(ApiKeySecret.generate());
    }

    @Test
    void isKeptAsTheSha256OfTheWholeText() {
        assertThat(new ApiKeySecret("ap_abc").hash())
                .isEqualTo("2e707828ce8d6f6698a3aed11f83cd949ad882d7a706433173b422668dcf7b3a");
    }

    @Test
    void showsOnlyItsBeginning() {
        var secret = new ApiKeySecret("ap_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");

        assertThat(secret.prefix()).isEqualTo("ap_01234567");
        assertThat(secret).hasToString("ap_01234567...");
    }
}
