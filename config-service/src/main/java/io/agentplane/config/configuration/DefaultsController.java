package io.agentplane.config.configuration;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Configuration")
@RequestMapping("/config/defaults")
class DefaultsController {

    private final NamespaceDefaults defaults;

    DefaultsController(NamespaceDefaults defaults) {
        this.defaults = defaults;
    }

    /**
     * Shows the namespace's defaults. The defaults hold for all agents of the namespace, except for what an agent overrides.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getDefaults")
    @GetMapping
    Layer getDefaults() {
        return defaults.get();
    }

    /**
     * Replaces the namespace's defaults. What is left out is as it is built in. The change binds at once and is published as
     * {@code configuration-changed}. Agents with overrides are not checked: one whose configuration is not valid any more is not
     * activated again until that is mended.
     * <p>Refused with {@code configuration-invalid} when an agent without overrides would have no valid configuration;
     * {@code errors} lists all faults.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replaceDefaults")
    @PutMapping
    Layer replaceDefaults(Revision read, @Valid @RequestBody ChangeConfigurationRequest request) {
        return defaults.change(request::replacing, request.reason(), read);
    }

    /**
     * Changes some of the namespace's defaults. {@code values} is a merge patch (RFC 7396): members that it has are
     * set, those that are null return to the built-in value, and all others stay. The change binds at once and is
     * published as {@code configuration-changed}. Agents with overrides are not checked: one whose configuration is not
     * valid any more is not activated again until that is mended.
     * <p>Refused with {@code configuration-invalid} when an agent without overrides would have no valid configuration;
     * {@code errors} lists all faults.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "changeDefaults")
    @PatchMapping
    Layer patchDefaults(Revision read, @Valid @RequestBody ChangeConfigurationRequest request) {
        return defaults.change(request::patching, request.reason(), read);
    }
}
