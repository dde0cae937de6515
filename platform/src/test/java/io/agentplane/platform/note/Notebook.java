package io.agentplane.platform.note;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class Notebook {

    private final NoteRepository notes;

    Notebook(NoteRepository notes) {
        this.notes = notes;
    }

    @Transactional
    public NoteView write(String text) {
        return notes.saveAndFlush(new Note(UuidCreator.getTimeOrderedEpoch(), text))
                .view();
    }

    /** Writes and then changes its mind. */
    @Transactional
    public void writeAndFail(String text) {
        write(text);
        throw new IllegalStateException("The transaction must roll back");
    }

    @Transactional
    public NoteView rewrite(UUID id, String text, Revision revision) {
        Note note = find(id);
        revision.requireCurrent(note.view().revision());
        note.write(text);
        return notes.saveAndFlush(note).view();
    }

    @Transactional(readOnly = true)
    public NoteView get(UUID id) {
        return find(id).view();
    }

    @Transactional(readOnly = true)
    public Page<NoteView> list(int limit) {
        return Page.cut(
                notes.findAllByOrderById(Limit.of(limit + 1)).stream()
                        .map(Note::view)
                        .toList(),
                limit,
                note -> note.id().toString());
    }

    private Note find(UUID id) {
        return notes.findById(id).orElseThrow(() -> NoteProblem.NOTE_NOT_FOUND.because("There is no such note"));
    }
}
