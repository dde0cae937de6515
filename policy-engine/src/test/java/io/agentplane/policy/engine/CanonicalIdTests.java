package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalIdTests {

    private static final String ID = "01900000-abcd-7000-8000-00000000000f";

    @ParameterizedTest
    @ValueSource(
            strings = {ID, "01900000-ABCD-7000-8000-00000000000F", "Cleaner", "a", "crm.bot_7", "did:web:a.example"})
    void knowsAnIdInSmallLetters(String text) {
        assertThat(CanonicalId.isOne(text)).isTrue();
        assertThat(CanonicalId.of(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "\u212Aim",
                "1-1-1-1-1",
                "01900000abcd7000800000000000000f",
                "{01900000-abcd-7000-8000-00000000000f}",
                "urn:uuid:01900000-abcd-7000-8000-00000000000f",
                "URN:UUID:01900000-abcd-7000-8000-00000000000f",
                "1900000-abcd-7000-8000-f",
                "01900000-abcd-7000-8000-00000000000f\n",
            })
    void knowsWhatIsNoId(String text) {
        assertThat(CanonicalId.isOne(text)).isFalse();
    }

    /** Whatever Unicode has: unseen, wide, look-alike or combining; before, within and after. */
    @Test
    void takesNoCharacterThatAnIdDoesNotHave() {
        List<String> taken = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .filter(character -> CanonicalId.isOne("agent" + character)
                        || CanonicalId.isOne(character + ID)
                        || CanonicalId.isOne(ID.replace("-", character)))
                .toList();

        assertThat(String.join("", taken))
                .isEqualTo("-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void takesNothingThatReadersTakeForAnotherUuid() {
        assertThat(List.of("1-1-1-1-1", "1900000-abcd-7000-8000-f")).allSatisfy(text -> {
            assertThat(UUID.fromString(text)).isNotNull();
            assertThat(CanonicalId.isOne(text)).isFalse();
        });
    }
}
