package dev.mosaicstack.core.task;

import java.util.List;

/** In the order of the request; a result has either {@code taskId} or {@code code}. */
public record BatchResponse(List<BatchResult> results) {}
