package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/** Asks for a run, does it here, shows how far it is and says what came of it. */
final class OneRun implements ToIntFunction<Tools> {

    private static final long LOOK_MILLIS = 250;

    /** As long as a worker waits for what it has to stop, and a little. */
    private static final long STOP_SECONDS = 25;

    private final String policy;
    private final Kind kind;
    private final Order order;
    private final Saying saying;
    private final Terminal terminal;
    private final Shutdown shutdown;
    private final CountDownLatch said = new CountDownLatch(1);

    OneRun(String policy, Kind kind, Order order, Saying saying, Terminal terminal, Shutdown shutdown) {
        this.policy = policy;
        this.kind = kind;
        this.order = order;
        this.saying = saying;
        this.terminal = terminal;
        this.shutdown = shutdown;
    }

    @Override
    public int applyAsInt(Tools tools) {
        shutdown.register(() -> said.await(STOP_SECONDS, TimeUnit.SECONDS));
        try {
            tools.worker().clean();
            Run asked = tools.plan().ask(policy, kind, order, Answer.of(run -> run));
            Run ended = follow(tools, asked);
            if (saying.json) {
                System.out.println(Json.write(RunView.of(ended)));
            } else {
                new Verdict(ended, terminal).print(System.out, System.err);
            }
            return ExitCode.of(ended);
        } catch (Refusal refused) {
            System.err.println("mosaic: " + kind.text() + " of " + policy + " is not begun: " + refused.getMessage());
            return refused instanceof Refusal.Conflict ? ExitCode.LOCKED : ExitCode.FAILED;
        } finally {
            said.countDown();
        }
    }

    /** The run has a thread of its own: a stop waits for it, and this one says how it ended. */
    private Run follow(Tools tools, Run asked) {
        var ended = new CompletableFuture<Run>();
        Thread.ofPlatform().name("backup of " + policy).start(() -> {
            try {
                ended.complete(tools.worker().untilItEnds(asked));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
        Show show = saying.show(terminal);
        try {
            while (true) {
                try {
                    return ended.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    look(tools, asked, show);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return asked;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            if (show != null) {
                show.end();
            }
        }
    }

    private static void look(Tools tools, Run asked, Show show) {
        if (show == null) {
            return;
        }
        try {
            tools.watch().find(asked.id()).ifPresent(show::at);
        } catch (RuntimeException e) {
            // The database is away, or closed already: whoever does the run tells how it ends.
            return;
        }
    }
}
