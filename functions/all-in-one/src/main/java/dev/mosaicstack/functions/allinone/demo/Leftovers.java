package dev.mosaicstack.functions.allinone.demo;

import dev.mosaicstack.functions.allinone.DataFolder;

/**
 * What a play left, as commands to look at it.
 *
 * @param token how a shell gets at the admin token, not the token
 */
record Leftovers(Play.Made made, String url, String token) {

    void print(Timeline timeline) {
        timeline.chapter(timeline.steps() + " steps, all as promised. What is left to look at:");
        timeline.say("  TOKEN=\"" + token + "\"");
        look(timeline, "webhook-get", "deliveryId", made.pushDelivery());
        look(timeline, "session-get", "sessionId", made.team().sessionId());
        look(timeline, "task-get", "taskId", made.team().firstTask());
        look(timeline, "task-get", "taskId", made.team().secondTask());
        look(timeline, "coordination-get", "requestId", made.team().requestId());
    }

    /** The instance was the demo's own and has ended: it must be started again to be looked at. */
    void printStopped(Timeline timeline, DataFolder folder) {
        timeline.say("");
        timeline.say("the instance has stopped; its folder stays until you remove it. Start it again with");
        timeline.say("  ./mosaic run --data " + folder.root() + " --port " + url.substring(url.lastIndexOf(':') + 1));
        print(timeline);
    }

    private void look(Timeline timeline, String call, String field, String id) {
        timeline.say("  curl -sH \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' \\");
        timeline.say("    -d '{\"" + field + "\":\"" + id + "\"}' " + url + "/" + call);
    }
}
