package io.agentplane.config.configuration;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/config/defaults")
class DefaultsController {

    private final NamespaceDefaults defaults;

    DefaultsController(NamespaceDefaults defaults) {
        this.defaults = defaults;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getDefaults")
    @GetMapping
    ResponseEntity<Layer> getDefaults() {
        return answer(defaults.get());
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "replaceDefaults")
    @PutMapping
    ResponseEntity<Layer> replaceDefaults(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeConfigurationRequest request) {
        return answer(defaults.change(request::replacing, request.reason(), Revision.ifMatch(ifMatch)));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "changeDefaults")
    @PatchMapping
    ResponseEntity<Layer> patchDefaults(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeConfigurationRequest request) {
        return answer(defaults.change(request::patching, request.reason(), Revision.ifMatch(ifMatch)));
    }

    private static ResponseEntity<Layer> answer(Layer layer) {
        return ResponseEntity.ok().eTag(Revision.eTag(layer.revision())).body(layer);
    }
}
