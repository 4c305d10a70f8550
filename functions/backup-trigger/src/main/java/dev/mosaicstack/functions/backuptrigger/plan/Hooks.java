package dev.mosaicstack.functions.backuptrigger.plan;

/** Shell commands around something; null where there is none. */
public record Hooks(String before, String after) {}
