package io.agentplane.platform.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may use an operation. Stands at the method of a controller that answers it, and nowhere else: the OpenAPI document,
 * the gateway's table and the service itself all take it from there. A method without one keeps its service from starting.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Right {

    /** The permissions that the caller needs, all of them. */
    Permission[] value();

    /** On whom it may be used. */
    Reach on();

    /** The operation's name in the audit log and its id in the OpenAPI document, such as {@code registerAgent}; unique. */
    String action();

    /**
     * With OWN and SELF the parameter of the path that names the agent. With OWN it may be absent: then the method has to
     * find out whose the thing is, and to ask {@link io.agentplane.platform.identity.Caller#requireMayActAs}.
     */
    String agent() default "";

    /** Agents use it all the time, so it is put on record only when it is refused. */
    boolean routine() default false;

    /** Its answer may go on for long, so it has no HEAD. */
    boolean stream() default false;
}
