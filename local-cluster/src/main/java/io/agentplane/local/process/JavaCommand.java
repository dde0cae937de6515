package io.agentplane.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child JVM, run by the same JDK as the launcher. */
public final class JavaCommand {

    private final List<String> line = new ArrayList<>();

    private JavaCommand() {
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    public static JavaCommand java(String... flags) {
        return new JavaCommand().with(flags);
    }

    public JavaCommand with(String... flags) {
        line.addAll(List.of(flags));
        return this;
    }

    public List<String> jar(Path jar, String... arguments) {
        return with("-jar", jar.toString()).with(arguments).line();
    }

    public List<String> main(String mainClass, String classPath, String... arguments) {
        return with("-cp", classPath, mainClass).with(arguments).line();
    }

    private List<String> line() {
        return List.copyOf(line);
    }
}
