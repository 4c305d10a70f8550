package dev.mosaicstack.crash.fault;

import dev.mosaicstack.testkit.DatabaseServer;

/** kill -9 of the database server and all its processes. */
record KillDatabase(DatabaseServer server) implements Fault {

    @Override
    public String name() {
        return "kill-database";
    }

    @Override
    public void inject() {
        server.kill();
    }

    @Override
    public void heal() {
        server.startAgain();
    }

    @Override
    public Duty duty() {
        return Duty.REFUSE;
    }
}
