package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Team;
import java.io.IOException;

/** Two agents: one asks and waits for the answer, the other waits for what it is asked and answers at once. */
public final class Pair implements AutoCloseable {

    private static final int WAIT_SECONDS = 10;

    private final HttpLine asking;
    private final HttpLine answering;
    private final Team.Member asks;
    private final Team.Member answers;
    private final String question;
    private final String inbox;
    private volatile boolean ended;

    public Pair(Product product, String sessionId, Team.Member asks, Team.Member answers) {
        this.asking = product.line();
        this.answering = product.line();
        this.asks = asks;
        this.answers = answers;
        this.question =
                "{\"sessionId\":\"" + sessionId + "\",\"from\":\"" + asks.agentId() + "\",\"to\":\"" + answers.agentId()
                        + "\",\"topic\":\"bench\",\"body\":\"how long?\",\"waitSeconds\":" + WAIT_SECONDS + "}";
        this.inbox = "{\"agentId\":\"" + answers.agentId() + "\",\"waitSeconds\":" + WAIT_SECONDS + "}";
    }

    /** @throws IOException where no answer came */
    public void roundTrip() throws IOException {
        var answer = asking.call("coordination-request", asks.agent(), question).expect(201);
        if (!"responded".equals(answer.field("state"))) {
            throw new IOException("no answer: " + answer.body());
        }
    }

    /** A single durable call of the asking agent, to compare with. */
    public void heartbeat() throws IOException {
        asking.call("agent-heartbeat", asks.agent(), "{\"agentId\":\"" + asks.agentId() + "\"}")
                .expect(200);
    }

    /** Answers until {@link #close}. */
    public void answerAll() throws IOException {
        while (!ended) {
            String request = answering
                    .call("coordination-inbox", answers.agent(), inbox)
                    .expect(200)
                    .field("requestId");
            if (request != null) {
                String response = "{\"requestId\":\"" + request + "\",\"agentId\":\"" + answers.agentId()
                        + "\",\"body\":\"not long\"}";
                answering
                        .call("coordination-respond", answers.agent(), response)
                        .expect(200);
            }
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        asking.close();
        answering.close();
    }
}
