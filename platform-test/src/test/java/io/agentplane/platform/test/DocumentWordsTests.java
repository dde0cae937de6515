package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentWordsTests {

    private static final String GOOD = """
            tags:
            - name: Notes
              description: What somebody wants to remember
            paths:
              /notes/{id}:
                get:
                  operationId: getNote
                  summary: Shows a note
                  description: Changes nothing.
                  tags: [Notes]
                  parameters:
                  - {in: path, name: id, description: the note's id}
                  - {$ref: '#/components/parameters/Namespace'}
                  responses: {}
            components:
              schemas:
                Note:
                  description: a note
                  properties:
                    text: {type: string, description: what is to be remembered}
                    by: {$ref: '#/components/schemas/Author'}
            """;

    @Test
    void missesNothingInADocumentThatExplainsItself() {
        assertThat(DocumentWords.missing(GOOD)).isEmpty();
    }

    @Test
    void findsAllThatIsLeftToGuess() {
        String poor = GOOD.replace("summary: Shows a note", "summary: Shows a <code>note</code>.")
                .replace("description: Changes nothing.", "deprecated: false")
                .replace("tags: [Notes]", "tags: [note-controller]")
                .replace("getNote", "get_7")
                .replace(", description: the note's id", "")
                .replace("      description: a note\n", "")
                .replace(", description: what is to be remembered", "");

        assertThat(DocumentWords.missing(poor))
                .containsExactly(
                        "get /notes/{id} has a summary with a full stop",
                        "get /notes/{id} has no description",
                        "get /notes/{id} has tags of HTML",
                        "get /notes/{id} has not one tag that is described",
                        "get /notes/{id} has the tag note-controller",
                        "get /notes/{id} is called get_7",
                        "get /notes/{id}, path parameter id has no description",
                        "Note has no description",
                        "Note.text has no description");
    }
}
