package io.agentplane.config.prompt;

import java.util.UUID;

/** A prompt as other services learn of it; its earlier versions were told before. */
public record PromptState(UUID id, String name, int latestVersion, PromptVersion latest, long revision) {}
