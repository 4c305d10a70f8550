package dev.mosaicstack.functions.allinone.demo;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.RunLock;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import jakarta.enterprise.inject.Vetoed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mosaic demo}: the whole product in one page of output, against an instance that runs or one of its own. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(
        name = "demo",
        description = "Play signed webhooks and a session with two agents, step by step.",
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--url",
            paramLabel = "U",
            description = "An instance elsewhere (needs MOSAIC_ADMIN_TOKEN, MOSAIC_WEBHOOK_SECRET).")
    String url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder of the running instance (MOSAIC_DATA, else ./data).")
    Path data;

    private final Environment environment;
    private final Shutdown shutdown;

    public DemoCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        var timeline = new Timeline(System.out, Terminal.ofThisProcess(environment));
        if (url != null) {
            return play(Target.elsewhere(url, environment), timeline, "$MOSAIC_ADMIN_TOKEN");
        }
        var folder = DataFolder.of(data, environment);
        Optional<RunLock.Holder> holder = RunLock.holder(folder);
        if (holder.isPresent()) {
            return play(Target.of(holder.get().url(), folder, environment), timeline, token(folder));
        }
        if (data != null) {
            throw new Problem("nothing runs on " + folder.root() + "; start it with ./mosaic run --data " + data
                    + ", or leave --data out");
        }
        return playOnOwn(timeline);
    }

    private int playOnOwn(Timeline timeline) {
        var own = shutdown.register(OwnInstance.start());
        DataFolder folder = own.data();
        timeline.say("nothing runs on the data folder; starting an instance for this demo in " + folder.root());
        own.awaitAnswer();
        Target target = own.target();
        Play.Made made = perform(target, timeline);
        own.close();
        new Leftovers(made, target.url(), token(folder)).printStopped(timeline, folder);
        return 0;
    }

    private int play(Target target, Timeline timeline, String token) {
        Play.Made made = perform(target, timeline);
        new Leftovers(made, target.url(), token).print(timeline);
        return 0;
    }

    private static Play.Made perform(Target target, Timeline timeline) {
        timeline.say("playing against " + target.url());
        return new Play(target, timeline).perform();
    }

    private static String token(DataFolder folder) {
        return "$(cat " + folder.adminToken() + ")";
    }
}
