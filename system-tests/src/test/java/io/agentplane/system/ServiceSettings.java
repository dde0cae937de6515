package io.agentplane.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the settings of the services are: what the compiler found in the records that they are bound to, and what services ship. */
final class ServiceSettings {

    static final List<String> SERVICES = List.of("registry", "config", "policy", "scheduler", "gateway");

    private static final String PLATFORM = "platform";
    private static final String OURS = "agentplane.";
    private static final Pattern PREFIX = Pattern.compile("@ConfigurationProperties\\(\"(agentplane\\.[^\"]+)\"\\)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\"\\$\\{(agentplane\\.[a-z.-]+)(?::([^}\"]*))?}");
    private static final Pattern CONDITION =
            Pattern.compile("@Conditional\\w+Property\\((?:name = )?\"(agentplane\\.[a-z.-]+)\"");
    private static final Pattern RULE =
            Pattern.compile("(?:Retention\\.of|new Retention)\\(\\s*\"(\\w+)\"[^;]*?(?:\\.named\\(\"(\\w+)\"\\))?;");
    private static final Pattern PURPOSE = Pattern.compile("/\\*\\*\\s+\\* (.*?)\\n \\*\\n", Pattern.DOTALL);

    private final JsonMapper json = new JsonMapper();
    private final Map<String, Map<String, String>> shipped = new TreeMap<>();
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> purposes = new TreeMap<>();

    ServiceSettings() throws IOException {
        shipped.put(PLATFORM, shipped(folder(PLATFORM).resolve("src/main/resources/platform.yaml")));
        for (String service : SERVICES) {
            shipped.put(service, shipped(folder(service).resolve("src/main/resources/application.yaml")));
        }
        for (Path folder : Stream.concat(Stream.of(PLATFORM), SERVICES.stream())
                .map(ServiceSettings::folder)
                .toList()) {
            read(folder.resolve("src/main/java"));
        }
        read(Path.of("..", "policy-evaluation", "src/main/java"));
        sources.values().forEach(source -> {
            Matcher prefix = PREFIX.matcher(source);
            if (prefix.find()) {
                Matcher purpose = PURPOSE.matcher(source);
                purposes.merge(
                        prefix.group(1),
                        purpose.find() ? oneLine(purpose.group(1)) : "",
                        (one, other) -> one + " " + other);
            }
        });
    }

    private static Path folder(String module) {
        return Path.of("..", module.equals(PLATFORM) ? module : module + "-service");
    }

    private static String oneLine(String comment) {
        return comment.replaceAll("\\n \\* ", " ");
    }

    private void read(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file.toString(), Files.readString(file));
            }
        }
    }

    /** What each group of settings is for, by what their names begin with. */
    Map<String, String> purposes() {
        return purposes;
    }

    /** Those of all services first, then service by service. */
    List<Setting> all() throws IOException {
        List<Setting> all = new ArrayList<>(of(PLATFORM));
        for (String service : SERVICES) {
            all.addAll(of(service));
        }
        return all;
    }

    private List<Setting> of(String module) throws IOException {
        Path found = folder(module).resolve("target/classes/META-INF/spring-configuration-metadata.json");
        if (!Files.exists(found)) {
            return List.of();
        }
        return json.readTree(Files.readString(found))
                .path("properties")
                .valueStream()
                .filter(property -> property.path("name").asString().startsWith(OURS))
                .map(property -> setting(property, module))
                .sorted(Comparator.comparing(Setting::prefix).thenComparing(Setting::name))
                .toList();
    }

    private Setting setting(JsonNode property, String module) {
        String name = property.path("name").asString();
        @Nullable JsonNode initial = property.get("defaultValue");
        List<String> services =
                module.equals(PLATFORM) ? thoseWith(property.path("sourceType").asString("")) : List.of(module);
        Map<String, String> ships = new TreeMap<>();
        for (String service : services) {
            String value = shippedValue(name, service);
            if (!value.isEmpty()) {
                ships.put(service, value);
            }
        }
        return new Setting(
                name,
                property.path("type").asString(),
                initial == null || initial.isArray() ? null : initial.asString(),
                property.path("description").asString(""),
                services,
                ships);
    }

    /** An auto-configuration that waits for a bean is one for services with a database: the gateway has none. */
    private List<String> thoseWith(String record) {
        String enabled =
                "@EnableConfigurationProperties(%s.class)".formatted(record.substring(record.lastIndexOf('.') + 1));
        String configuration = sources.values().stream()
                .filter(source -> !record.isEmpty() && source.contains(enabled))
                .findFirst()
                .orElse("");
        boolean inDatabase = configuration.contains("\n@ConditionalOnBean(");
        boolean asked =
                configuration.contains("\n@ConditionalOnBooleanProperty(name = \"agentplane.identity.required\"");
        return SERVICES.stream()
                .filter(service -> !inDatabase || shipped.get(service).containsKey("spring.datasource.url"))
                .filter(service ->
                        !asked || !"false".equals(shipped.get(service).get("agentplane.identity.required")))
                .toList();
    }

    private String shippedValue(String name, String service) {
        for (String where : List.of(service, PLATFORM)) {
            List<String> values = new ArrayList<>();
            shipped.get(where).forEach((key, value) -> {
                if (key.equals(name)) {
                    values.add("`" + value + "`");
                } else if (key.startsWith(name + ".")) {
                    values.add("%s: `%s`".formatted(key.substring(name.length() + 1), value));
                }
            });
            if (!values.isEmpty()) {
                return String.join("<br>", values);
            }
        }
        return "";
    }

    /** Names that records are bound to. */
    List<String> bound() {
        return List.copyOf(purposes.keySet());
    }

    /** Names in the files that services ship. */
    List<String> shippedNames() {
        return shipped.values().stream()
                .flatMap(values -> values.keySet().stream())
                .filter(name -> name.startsWith(OURS))
                .distinct()
                .toList();
    }

    /** Names that code reads without a record, with the value that it takes where none is set. */
    Map<String, String> readByName() {
        Map<String, String> names = new TreeMap<>();
        for (String source : sources.values()) {
            for (MatchResult read : PLACEHOLDER.matcher(source).results().toList()) {
                names.put(read.group(1), read.group(2) == null ? "" : read.group(2));
            }
            CONDITION.matcher(source).results().forEach(read -> names.putIfAbsent(read.group(1), ""));
        }
        return names;
    }

    /** The names of the rules by which old rows are removed. */
    List<String> rulesOfRetention() {
        List<String> rules = new ArrayList<>();
        for (String source : sources.values()) {
            for (MatchResult rule : RULE.matcher(source).results().toList()) {
                rules.add(rule.group(2) == null ? rule.group(1) : rule.group(2));
            }
        }
        return rules;
    }

    private static Map<String, String> shipped(Path file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (Object document : new Yaml().loadAll(Files.readString(file))) {
            Map<String, String> flat = new TreeMap<>();
            flatten("", document, flat);
            if (!flat.containsKey("spring.config.activate.on-profile")) {
                values.putAll(flat);
            }
        }
        return values;
    }

    private static void flatten(String name, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> flatten(name.isEmpty() ? "" + key : name + "." + key, member, into));
        } else {
            into.put(name, String.valueOf(value));
        }
    }
}
