package io.agentplane.platform.note;

import io.agentplane.platform.event.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

@Entity
class Note extends Aggregate {

    @Id
    private UUID id;

    private String text;

    @SuppressWarnings("NullAway.Init")
    protected Note() {}

    Note(UUID id, String text) {
        this.id = id;
        this.text = text;
        record(() -> new NoteWritten(view(), namespace()));
    }

    void write(String newText) {
        text = newText;
        record(() -> new NoteWritten(view(), namespace()));
    }

    @Override
    public UUID getId() {
        return id;
    }

    NoteView view() {
        return new NoteView(id, text, revision());
    }
}
