package io.agentplane.platform.test.bad;

import org.springframework.web.bind.annotation.RestController;

/** Breaks the rule that controllers are hidden. */
@RestController
public class PublicController {}
