package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeaderValueTests {

    /** As {@code StrictHttpFirewall} has it. */
    private static final Pattern DEFAULT = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

    @Test
    void everyCharacterIsAllowedThatSpringSecurityAllows() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String value = "a" + Character.toString(character);
            assertThat(IdentityAutoConfiguration.isHeaderValue(value))
                    .as("U+%04X", character)
                    .isEqualTo(DEFAULT.matcher(value).matches());
        }
    }

    @Test
    void aLineBreakIsNot() {
        assertThat(IdentityAutoConfiguration.isHeaderValue("Bearer a\r\nEvil: yes"))
                .isFalse();
        assertThat(IdentityAutoConfiguration.isHeaderValue("Bearer a.b-c_d")).isTrue();
    }
}
