package io.agentplane.local.command;

/** Prints its arguments. */
public final class EchoProgram {

    private EchoProgram() {}

    public static void main(String[] arguments) {
        System.out.println(String.join(" ", arguments));
    }
}
