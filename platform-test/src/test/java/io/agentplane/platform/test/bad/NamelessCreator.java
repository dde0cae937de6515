package io.agentplane.platform.test.bad;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Breaks the rule that creators name their parameters. */
public record NamelessCreator(int cores) {

    @JsonCreator
    static NamelessCreator of(Integer cores, String unused) {
        return new NamelessCreator(cores);
    }
}
