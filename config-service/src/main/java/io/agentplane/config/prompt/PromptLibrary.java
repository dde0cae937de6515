package io.agentplane.config.prompt;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The prompts of the present namespace. */
@Service
public class PromptLibrary {

    private final PromptRepository prompts;
    private final PromptVersionQueries versions;
    private final Clock clock;

    PromptLibrary(PromptRepository prompts, PromptVersionQueries versions, Clock clock) {
        this.prompts = prompts;
        this.versions = versions;
        this.clock = clock;
    }

    /** Creates a prompt in its first version; a name is taken once, however close two come. */
    @Transactional
    PromptVersion create(String name, PromptDraft first) {
        try {
            return add(new Prompt(name, now()), first);
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused,
                    () -> PromptProblem.PROMPT_ALREADY_EXISTS.because("There is a prompt with this name already"));
        }
    }

    /** Adds a version. Of two that come at once, one waits; both are kept. */
    @Transactional
    PromptVersion addVersion(String name, PromptDraft draft) {
        return add(lock(name), draft);
    }

    /** Makes an earlier wording the latest again, as a version of its own. */
    @Transactional
    PromptVersion rollBack(String name, int version) {
        Prompt prompt = lock(name);
        PromptVersion earlier = find(prompt, version);
        return add(prompt, new PromptDraft(earlier.content(), earlier.config(), "Rollback to v" + version));
    }

    @Transactional(readOnly = true)
    PromptVersion getLatest(String name) {
        Prompt prompt = find(name);
        return find(prompt, prompt.latestVersion());
    }

    @Transactional(readOnly = true)
    PromptVersion getVersion(String name, int version) {
        return find(find(name), version);
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    Page<PromptVersion> history(String name, @Nullable Long before, int limit) {
        return Page.cut(
                versions.list(find(name).getId(), before, limit + 1),
                limit,
                version -> Integer.toString(version.version()));
    }

    private PromptVersion add(Prompt prompt, PromptDraft draft) {
        PromptVersion version = prompt.add(draft, Caller.current().name(), now());
        prompts.saveAndFlush(prompt);
        versions.append(version);
        return version;
    }

    /** PostgreSQL keeps microseconds; what is answered now must be what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Prompt lock(String name) {
        return prompts.findLockedByName(name).orElseThrow(PromptLibrary::noPrompt);
    }

    private Prompt find(String name) {
        return prompts.findByName(name).orElseThrow(PromptLibrary::noPrompt);
    }

    private PromptVersion find(Prompt prompt, int version) {
        return versions.find(prompt.getId(), version)
                .orElseThrow(() ->
                        PromptProblem.PROMPT_VERSION_NOT_FOUND.because("This prompt has no version with this number"));
    }

    private static RuntimeException noPrompt() {
        return PromptProblem.PROMPT_NOT_FOUND.because("There is no prompt with this name");
    }
}
