package dev.mosaicstack.web;

/** A path that is no function's and whose requests have bodies up to the largest of a call, from whom has a token. */
public record BodyPath(String path) {}
