package io.agentplane.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root of the repository, in a checkout whose path has a space and whose build is a fake. */
class LauncherScriptTests {

    private static final Path SCRIPT = Path.of("../agentplane");
    private static final List<String> MODULES = List.of(
            "local-cluster",
            "registry-service",
            "config-service",
            "policy-service",
            "scheduler-service",
            "gateway-service");

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>io\\.agentplane</groupId>\\s*<artifactId>([^<]+)</artifactId>.*?</dependency>",
            Pattern.DOTALL);

    @TempDir
    private Path temporary;

    private Path checkout;
    private final Map<String, String> environment = new HashMap<>();
    private String output = "";

    @BeforeEach
    void layOutCheckout() throws IOException {
        checkout = Files.createDirectory(temporary.resolve("a checkout"));
        Files.copy(SCRIPT, checkout.resolve("agentplane"));
        Files.createFile(checkout.resolve("pom.xml"));
        for (String module :
                Stream.concat(MODULES.stream(), Stream.of("migrations")).toList()) {
            Path sources = Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
            Files.createFile(sources.resolve("Source.java"));
            Files.createFile(checkout.resolve(module).resolve("pom.xml"));
        }
        mavenIs("""
                echo "$@" >>maven-calls
                mkdir -p migrations/target
                cp echo.jar migrations/target/migrations-1.jar
                for module in $(printf '%s' "$6" | tr ',' ' '); do
                  mkdir -p $module/target
                  case $module in
                    *-service) echo built >$module/target/$module-1-boot.jar ;;
                    *) cp echo.jar $module/target/$module-1.jar ;;
                  esac
                done
                """);
        writeJarThatShowsItsArguments();
    }

    @Test
    void looksAtAllThatTheModulesAreMadeOf() throws Exception {
        Set<String> used = new TreeSet<>();
        MODULES.forEach(module -> addModulesUsedBy(module, used));
        String libraries = Files.readAllLines(SCRIPT).stream()
                .filter(line -> line.startsWith("libraries="))
                .findAny()
                .orElseThrow();

        assertThat(used)
                .contains("policy-engine")
                .allSatisfy(module -> assertThat(libraries).containsPattern("[\" ]" + module + "[\" ]"));
    }

    private static void addModulesUsedBy(String module, Set<String> used) {
        try {
            String pom = Files.readString(Path.of("..", module, "pom.xml"));
            Matcher dependency = DEPENDENCY.matcher(pom);
            while (dependency.find()) {
                if (!dependency.group().contains("<scope>test</scope>") && used.add(dependency.group(1))) {
                    addModulesUsedBy(dependency.group(1), used);
                }
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    @Test
    void buildsWhatIsMissingAndThenOnlyWhatIsOutdated() throws Exception {
        assertThat(run("up", "--port", "9")).isZero();
        assertThat(output)
                .startsWith("Building " + String.join(",", MODULES) + " ... ")
                .endsWith("up --port 9\n");

        assertThat(run("up")).isZero();
        assertThat(output).isEqualTo("up\n");

        Path source = checkout.resolve("policy-service/src/main/java/Source.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(3600)));
        assertThat(run("up")).isZero();
        assertThat(output).startsWith("Building policy-service ... ");
        assertThat(Files.readAllLines(checkout.resolve("maven-calls"))).hasSize(2);
    }

    @Test
    void buildsOnlyItselfForTheOtherCommands() throws Exception {
        assertThat(run("status")).isZero();
        assertThat(output).startsWith("Building local-cluster ... ").endsWith("status\n");
    }

    @Test
    void takesWhatIsThereInsideABuild() throws Exception {
        assertThat(run("up")).isZero();
        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(3600)));
        environment.put("AGENTPLANE_BUILD", "never");

        assertThat(run("up")).isZero();
        assertThat(output).isEqualTo("up\n");
    }

    @Test
    void showsTheEndOfAFailedBuild() throws Exception {
        mavenIs("echo 'cannot find symbol'; exit 1");

        assertThat(run("up")).isEqualTo(1);
        assertThat(output)
                .contains("failed.", "cannot find symbol")
                .endsWith("The build failed; all it said is in %s.\n"
                        .formatted(checkout.toRealPath().resolve(".agentplane/logs/build.log")));
    }

    @Test
    void saysSoWithoutAJdk() throws Exception {
        String script = Files.readString(SCRIPT).replace("wanted=25", "wanted=99");
        Files.writeString(checkout.resolve("agentplane"), script);

        assertThat(run("up")).isEqualTo(1);
        assertThat(output)
                .startsWith("agentplane needs a JDK 99 and found none;")
                .hasLineCount(1);
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("sh", checkout.resolve("agentplane").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // A JVM says that it has found options there.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private void mavenIs(String script) throws IOException {
        Path maven = Files.writeString(checkout.resolve("mvnw"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A launcher of the real one's name. */
    private void writeJarThatShowsItsArguments() throws IOException {
        Path source = Files.writeString(temporary.resolve("Agentplane.java"), """
                package io.agentplane.local.command;

                public final class Agentplane {
                    public static void main(String[] arguments) {
                        System.out.println(String.join(" ", arguments));
                    }
                }
                """);
        Path classes = temporary.resolve("classes");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        String classFile = "io/agentplane/local/command/Agentplane.class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(checkout.resolve("echo.jar")))) {
            jar.putNextEntry(new JarEntry(classFile));
            Files.copy(classes.resolve(classFile), jar);
        }
    }
}
