package dev.mosaicstack.functions.eventdispatch;

import java.util.Map;

/** What is sent: the body and the headers that describe it. */
record Message(Map<String, String> headers, byte[] body) {}
