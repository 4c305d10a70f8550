package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Self;
import dev.mosaicstack.store.SecretFile;
import java.util.Locale;

/** The few lines that tell a user what to do next, once the port answers. Names files, never what is in them. */
record Greeting(Environment environment, DataFolder data, Address address) {

    private static final long POLL_MILLIS = 10;

    void whenReady() {
        try {
            while (!address.answers()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        System.out.print(text(Self.age().toMillis()));
        System.out.flush();
    }

    String text(long millis) {
        String url = address.url();
        return """
                MosAIc Functions on %s (ready in %s s, pid %d, data in %s)
                  database        %s
                  admin token     %s
                  webhook secret  %s
                  Gitea           webhook of type Gitea, JSON, to %s/webhook-intake with this secret
                  MCP             %s/mcp with a bearer token; how: functions/mcp-server/README.md
                  health          curl %s/q/health
                  try             ./mosaic demo        Ctrl-C ends everything
                """.formatted(
                url,
                String.format(Locale.ROOT, "%.2f", millis / 1000.0),
                ProcessHandle.current().pid(),
                data.root(),
                DatabaseServer.of(environment).map(DatabaseServer::where).orElse("SQLite"),
                place("MOSAIC_ADMIN_TOKEN", adminToken()),
                place("MOSAIC_WEBHOOK_SECRET", data.webhookSecret().toString()),
                url,
                url,
                url);
    }

    private String adminToken() {
        return SecretFile.exists(data.adminToken())
                ? data.adminToken().toString()
                : "in the data folder of this database's first start; or set MOSAIC_ADMIN_TOKEN";
    }

    private String place(String variable, String file) {
        if (environment.get(variable).isPresent()) {
            return "as in " + variable;
        }
        return environment.get(variable + "_FILE").orElse(file);
    }
}
