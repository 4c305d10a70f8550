package dev.mosaicstack.crash.load;

/** A deployed agent and the token it acts with. */
record Agent(String id, String token, String session) {}
