"use strict";

// The whole API first. The key stays when another document is chosen or the page is loaded again.
SwaggerUIBundle({
  dom_id: "#swagger-ui",
  urls: [
    { name: "the whole API", url: "/v3/api-docs" },
    { name: "registry-service", url: "/v3/api-docs/registry" },
    { name: "config-service", url: "/v3/api-docs/config" },
    { name: "policy-service", url: "/v3/api-docs/policy" },
    { name: "scheduler-service", url: "/v3/api-docs/scheduler" },
    { name: "gateway-service", url: "/v3/api-docs/gateway" },
  ],
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  persistAuthorization: true,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  defaultModelRendering: "model",
  validatorUrl: null,
});
