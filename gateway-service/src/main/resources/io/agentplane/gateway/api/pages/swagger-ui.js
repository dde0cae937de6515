"use strict";

// Ours: the product's name in place of Swagger's, whose logo has styles of its own that this page's policy refuses, and a
// search that looks at operations, where Swagger UI's looks at the names of tags.
const agentplane = ({ React: { createElement } }) => {
  const sought = ({ layoutSelectors }) => {
    const filter = layoutSelectors.currentFilter();
    return typeof filter === "string" ? filter : "";
  };
  return {
    components: {
      Logo: () => createElement("span", { className: "agentplane-name" }, "Agentplane"),
      FilterContainer: ({ layoutActions, layoutSelectors }) =>
        createElement(
          "div",
          { className: "filter wrapper", role: "search" },
          createElement("input", {
            className: "operation-filter-input",
            type: "search",
            placeholder: "Search operations: register, lease, /budgets",
            "aria-label": "Search operations",
            value: sought({ layoutSelectors }),
            onChange: (event) => layoutActions.updateFilter(event.target.value || true),
          }),
        ),
    },
    fn: {
      opsFilter: (tags, phrase) => {
        const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
        const found = (...texts) => words.every((word) => texts.some((text) => (text ?? "").toLowerCase().includes(word)));
        return tags
          .map((tag, name) =>
            tag.update("operations", (operations) =>
              operations.filter((operation) => {
                const told = operation.get("operation");
                return found(name, operation.get("method"), operation.get("path"), told.get("summary"), told.get("operationId"));
              }),
            ),
          )
          .filter((tag) => tag.get("operations").size > 0);
      },
    },
    wrapComponents: {
      // What a search has found is unfolded.
      OperationTag: (Original) => (props) =>
        createElement(Original, {
          ...props,
          getConfigs: () => ({ ...props.getConfigs(), ...(sought(props) && { docExpansion: "list" }) }),
        }),
    },
  };
};

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
  plugins: [agentplane],
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  persistAuthorization: true,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  defaultModelRendering: "example",
  validatorUrl: null,
});
