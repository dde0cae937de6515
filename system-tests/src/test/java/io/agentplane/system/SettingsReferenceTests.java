package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's reference of settings is what the code has. */
class SettingsReferenceTests {

    private static final Path GUIDE = Path.of("..", "docs", "operations.md");
    private static final String BEGIN = "<!-- settings: made from the code -->\n";
    private static final String END = "<!-- settings end -->";
    private static final Pattern SETTING = Pattern.compile("`(agentplane\\.[a-z.-]+)`");

    /** A setting and its default in neighbouring cells, or so said in a sentence. */
    private static final Pattern DEFAULT =
            Pattern.compile("`(agentplane\\.[a-z.-]+)`(?: \\| |,\\swhich\\sis\\s)`([0-9]+[a-z]+)`");

    private ServiceSettings services;
    private List<Setting> settings;

    @BeforeEach
    void read() throws IOException {
        services = new ServiceSettings();
        settings = services.all();
    }

    @Test
    void namesEverySetting() throws IOException {
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        String renewed = guide.substring(0, begin) + tables() + guide.substring(guide.indexOf(END));
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(GUIDE, renewed);
        }

        assertThat(Files.readString(GUIDE)).isEqualTo(renewed);
    }

    @Test
    void everySettingIsDescribed() {
        assertThat(settings)
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.description()).isNotBlank())
                .allSatisfy(setting -> assertThat(setting.services()).isNotEmpty());
    }

    @Test
    void everyRecordIsFound() {
        assertThat(settings).extracting(Setting::prefix).containsAll(services.bound());
    }

    @Test
    void nothingIsSetOrReadThatIsNoSetting() {
        assertThat(services.shippedNames()).isNotEmpty().allMatch(this::isKnown);
        assertThat(services.readByName().keySet()).isNotEmpty().allMatch(this::isKnown);
    }

    @Test
    void whatIsReadByNameHasTheDefaultOfItsDescription() {
        services.readByName().forEach((name, initial) -> {
            if (!initial.isEmpty()) {
                assertThat(settings)
                        .filteredOn(setting -> setting.name().equals(name))
                        .extracting(Setting::initial)
                        .containsExactly(initial);
            }
        });
    }

    @Test
    void theTextAboveNamesSettingsAndDefaultsAsTheyAre() throws IOException {
        String guide = Files.readString(GUIDE);
        String text = guide.substring(0, guide.indexOf(BEGIN));

        assertThat(SETTING.matcher(text).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(this::isKnown);
        assertThat(DEFAULT.matcher(text).results())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(initial(row.group(1))).isEqualTo(row.group(2)));
    }

    @Test
    void theTextAboveNamesEveryRuleOfRetention() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(services.rulesOfRetention())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(guide).contains("\n| `" + rule + "` |"));
    }

    private @Nullable String initial(String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .map(Setting::initial)
                .findFirst()
                .orElse(null);
    }

    private boolean isKnown(String name) {
        return settings.stream().anyMatch(setting -> setting.isAlso(name));
    }

    private String tables() {
        Map<String, List<Setting>> byPrefix = settings.stream()
                .collect(Collectors.groupingBy(Setting::prefix, LinkedHashMap::new, Collectors.toList()));
        return byPrefix.entrySet().stream()
                .map(group -> table(group.getKey(), group.getValue()))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private String table(String prefix, List<Setting> group) {
        String purpose = services.purposes().getOrDefault(prefix, "");
        return "### `%s`\n".formatted(prefix)
                + (purpose.isEmpty() ? "" : purpose + "\n")
                + "\n| setting | type | default | services | what it does |\n|---|---|---|---|---|\n"
                + group.stream().map(Setting::row).collect(Collectors.joining());
    }
}
