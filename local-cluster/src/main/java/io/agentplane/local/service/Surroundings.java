package io.agentplane.local.service;

import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import java.nio.file.Path;

/** What a service may be told of: where the others listen and where files are. */
public record Surroundings(DataFolder folder, Ports ports) {

    /** The base address of a service. */
    public String url(String service) {
        return "http://127.0.0.1:" + ports.of(service);
    }

    /** Where a service's API begins. */
    public String api(String service) {
        return url(service) + "/api/v1";
    }

    /** A file that only the owner can read. */
    public String secret(String name) {
        return folder.of("secrets").resolve(name).toString();
    }

    /** A file in the service's own folder. */
    public Path file(Service service, String name) {
        return folder.of(service.name()).resolve(name);
    }
}
