package io.agentplane.platform.note;

import java.util.UUID;

public record NoteView(UUID id, String text, long revision) {}
