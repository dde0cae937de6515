package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.problem.DomainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

    @Test
    void findsItsPlaceAgain() {
        assertThat(Cursor.decode(Cursor.encode("a/b 财"))).isEqualTo("a/b 财");
        assertThat(Cursor.decodeNumber(Cursor.encode("17"))).isEqualTo(17);
        assertThat(Cursor.decodeNumber(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "+1", "１", "1 ", "x", "99999999999999999999"})
    void takesNumbersInOneFormOnly(String number) {
        assertThatThrownBy(() -> Cursor.decodeNumber(Cursor.encode(number))).isInstanceOf(DomainException.class);
    }
}
