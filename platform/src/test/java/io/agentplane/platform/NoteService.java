package io.agentplane.platform;

import io.agentplane.platform.event.Topics;
import io.agentplane.platform.note.NoteWritten;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service with one feature; found by every test of the platform. */
@SpringBootApplication(scanBasePackages = "io.agentplane.platform.note")
public class NoteService {

    @Bean
    NewTopic notes(Topics topics) {
        return topics.ofState(NoteWritten.TOPIC);
    }
}
