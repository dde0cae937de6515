package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.problem.DomainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTests {

    @Test
    void readsWhatItHasWritten() {
        assertThat(Revision.ifMatch(Revision.eTag(11))).isEqualTo(new Revision(11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"011\"", "\"+1\"", "\"-1\"", "\"1 \"", "\"\u0661\"", "1", "W/\"1\"", "\"9223372036854775808\""
            })
    void takesNothingElseForIt(String tag) {
        assertThatThrownBy(() -> Revision.ifMatch(tag)).isInstanceOf(DomainException.class);
    }
}
