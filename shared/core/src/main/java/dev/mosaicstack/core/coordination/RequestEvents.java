package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;

/** Stores a request's change with its event. */
@Singleton
public final class RequestEvents {

    private final Recorder recorder;

    public RequestEvents(Recorder recorder) {
        this.recorder = recorder;
    }

    Request create(Tx tx, Caller caller, Request request) {
        tx.requests().insert(request);
        record(tx, caller, request, "requested");
        return request;
    }

    public Request store(Tx tx, Caller caller, Request changed, String what) {
        Request stored = tx.requests().update(changed);
        record(tx, caller, stored, what);
        return stored;
    }

    private void record(Tx tx, Caller caller, Request request, String what) {
        ObjectNode data = Recorder.data()
                .put("requestId", request.id())
                .put("sessionId", request.sessionId())
                .put("from", request.from())
                .put("topic", request.topic())
                .put("state", request.stateText())
                .put("deadline", request.deadline().toString())
                .put("version", request.version());
        if (request.to() != null) {
            data.put("to", request.to());
        } else {
            data.put("capability", request.capability());
        }
        if (request.state() instanceof Request.State.Delivered delivered) {
            data.put("holder", delivered.holder());
        }
        recorder.record(
                tx,
                caller,
                "mcp",
                "coordination." + what,
                new Recorder.About("requests/" + request.id(), request.sessionId(), request.route()),
                data);
    }
}
