package io.agentplane.platform.test.bad;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Breaks the rule that entities are hidden. */
@Entity
public class PublicEntity {

    @Id
    private long id;
}
