package io.agentplane.platform.note;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface NoteRepository extends Repository<Note, UUID> {

    Note saveAndFlush(Note note);

    Optional<Note> findById(UUID id);

    List<Note> findAllByOrderById(Limit limit);
}
