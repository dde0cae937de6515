package io.agentplane.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The API breaks none of its clients. {@code contracts/openapi/published.yaml} is what clients were written for; what breaks
 * them nevertheless is announced, a line each, in {@code contracts/openapi/announced-changes.txt} until the next version is
 * published.
 */
class BreakingChangesTests {

    private static final Path CONTRACTS = Path.of("..", "contracts", "openapi");

    private static final String PUBLISHED = """
            paths:
              /things/{id}:
                get:
                  operationId: getThing
                  tags: [Things]
                  x-agentplane-right: {permission: things:read}
                  parameters:
                    - {in: path, name: id, required: true, schema: {type: string, format: uuid}}
                    - {in: query, name: limit, schema: {type: integer, maximum: 500, default: 50}}
                  responses:
                    "200": {headers: {ETag: {}}, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
                    "404": {description: none}
                put:
                  operationId: replaceThing
                  requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/ThingRequest"}}}}
                  responses:
                    "200": {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
            components:
              securitySchemes:
                bearer: {type: http}
              schemas:
                Thing:
                  type: object
                  required: [id, state]
                  properties:
                    id: {type: string}
                    state: {type: string, enum: [NEW, OLD]}
                    parts: {type: array, items: {type: integer}}
                ThingRequest:
                  type: object
                  required: [name]
                  properties:
                    name: {type: string, maxLength: 100}
                    size: {type: string, enum: [SMALL, LARGE]}
            """;

    @Test
    void areAnnounced() throws IOException {
        String published = Files.readString(CONTRACTS.resolve("published.yaml"));
        List<String> announced = Files.readAllLines(CONTRACTS.resolve("announced-changes.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .sorted()
                .toList();

        assertThat(published).contains("\npaths:\n  /");
        assertThat(BreakingChanges.between(published, MergedDocument.yaml())).isEqualTo(announced);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /things/{id}:                           | /thing/{id}:                        | GET /things/{id}: is gone
            put:                                    | patch:                              | PUT /things/{id}: is gone
            operationId: getThing                   | operationId: thing                  | GET /things/{id}: is called thing
            maximum: 500                            | maximum: 100                        | GET /things/{id}, query parameter limit: maximum is 100 and was 500
            name: limit, schema                     | name: limit, required: true, schema | GET /things/{id}: wants query parameter limit
            name: limit, schema                     | name: most, schema                  | GET /things/{id}: takes no query parameter limit
            "404": {description: none}              | "410": {description: gone}          | GET /things/{id}: answers 404 no longer
            id: {type: string}                      | id: {type: integer}                 | GET /things/{id}, 200.id: type is integer and was string
            items: {type: integer}                  | items: {type: string}               | GET /things/{id}, 200.parts[]: type is string and was integer
            required: [id, state]                   | required: [id]                      | GET /things/{id}, 200.state: may be absent
            enum: [NEW, OLD]                        | enum: [NEW, OLD, LOST]              | GET /things/{id}, 200.state: may be LOST
            required: [name]                        | required: [name, size]              | PUT /things/{id}, body.size: is wanted
            enum: [SMALL, LARGE]                    | enum: [SMALL]                       | PUT /things/{id}, body.size: takes no LARGE
            maxLength: 100                          | maxLength: 10                       | PUT /things/{id}, body.name: maxLength is 10 and was 100
            requestBody: {content: {application/json | requestBody: {content: {text/plain | PUT /things/{id}, body: is application/json no longer
            tags: [Things]                          | tags: [Other]                       | GET /things/{id}: is under [Other]
            permission: things:read                 | permission: things:change           | GET /things/{id}: needs things:change
            headers: {ETag: {}},                    | headers: {},                        | GET /things/{id}, 200: has no ETag
            default: 50                             | default: 20                         | GET /things/{id}, query parameter limit: default is 20 and was 50
            enum: [NEW, OLD]                        | minLength: 1                        | GET /things/{id}, 200.state: may be anything
            items: {type: integer}                  | items: {oneOf: [{type: integer}, {type: string}]} | GET /things/{id}, 200.parts[]: is of other sorts
            required: [name]                        | additionalProperties: false         | PUT /things/{id}, body: takes no other members
            bearer: {type: http}                    | key: {type: apiKey}                 | security scheme bearer: is gone
            """)
    void areFound(String part, String changed, String change) {
        assertThat(PUBLISHED).contains(part);

        assertThat(BreakingChanges.between(PUBLISHED, PUBLISHED.replace(part, changed)))
                .contains(change);
    }

    @Test
    void areNamesOfSchemas() {
        assertThat(BreakingChanges.between(PUBLISHED, PUBLISHED.replaceAll("Thing\\b", "Item")))
                .contains("GET /things/{id}, 200: is no Thing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            maximum: 500         | maximum: 1000
            enum: [SMALL, LARGE] | enum: [SMALL, LARGE, HUGE]
            enum: [NEW, OLD]     | enum: [NEW]
            required: [name]     | required: []
            id: {type: string}   | id: {type: string, description: new}
            parts:               | more: {type: string}, parts:
            """)
    void areNoneWhereClientsGoOn(String part, String changed) {
        assertThat(BreakingChanges.between(PUBLISHED, PUBLISHED)).isEmpty();
        String after = PUBLISHED.replace(part, changed.replace(", ", changed.startsWith("more") ? "\n        " : ", "));

        assertThat(after).isNotEqualTo(PUBLISHED);
        assertThat(BreakingChanges.between(PUBLISHED, after)).isEmpty();
    }
}
