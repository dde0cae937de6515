package io.agentplane.platform.web;

/** How a service tells the audit log what a call was about, where neither path nor {@code Location} say it. */
public final class RecordedAs {

    /** A header of the answer with a path of the API and its query; the gateway keeps it to itself. */
    public static final String HEADER = "Agentplane-Recorded-As";

    private RecordedAs() {}
}
