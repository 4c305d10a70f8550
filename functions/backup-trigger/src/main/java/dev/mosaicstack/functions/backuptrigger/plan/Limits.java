package dev.mosaicstack.functions.backuptrigger.plan;

/** What restic may use; a null is no limit. Upload and download in KiB a second. */
public record Limits(Integer uploadKib, Integer downloadKib, Integer cpus, Integer nice) {}
