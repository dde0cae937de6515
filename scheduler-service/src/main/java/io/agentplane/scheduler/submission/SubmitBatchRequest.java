package io.agentplane.scheduler.submission;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Many tasks, accepted together or not at all. */
record SubmitBatchRequest(@NotNull @Size(min = 1, max = 500) List<@NotNull @Valid SubmitTaskRequest> tasks) {}
