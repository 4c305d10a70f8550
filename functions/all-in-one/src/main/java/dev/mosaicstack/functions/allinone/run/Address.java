package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where the application listens. */
public record Address(String host, int port) {

    private static final int ANSWER_MILLIS = 2_000;

    /** A host that a client on this machine can use to reach a server bound to {@code host}. */
    public static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }

    public String url() {
        return "http://" + reachable(host) + ":" + port;
    }

    /**
     * Proves that the port is free, by binding to it as the application will. Does not listen: who came in that moment would be
     * connected, and then cut off.
     *
     * @throws Problem naming the port, and the MosAIc process that has it where it is one of ours
     */
    public void requireFree() {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new Problem("host " + host + " is not an address of this machine; choose another with --host");
        } catch (BindException e) {
            throw new Problem(refusal(e));
        } catch (IOException e) {
            throw new Problem("cannot listen on " + host + ":" + port + " (" + DataFolder.reason(e) + ")");
        }
    }

    private String refusal(BindException e) {
        if (isTaken()) {
            return "port " + port + " is in use by " + user() + "; stop it or choose another with --port";
        }
        return "cannot listen on " + host + ":" + port + " (" + e.getMessage()
                + "); choose another with --host or --port";
    }

    private boolean isTaken() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(bare(), port), ANSWER_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String bare() {
        return reachable(host).replace("[", "").replace("]", "");
    }

    private String user() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> ours(process).stream())
                .findFirst()
                .orElse("another process");
    }

    /** A process is ours on this port if its data folder's lock says so. */
    private Optional<String> ours(ProcessHandle process) {
        List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
        if (!arguments.contains("run")) {
            return Optional.empty();
        }
        return dataOf(arguments)
                .flatMap(RunLock::holder)
                .filter(holder -> holder.pid() == process.pid() && holder.port() == port)
                .map(holder -> "MosAIc (pid " + holder.pid() + ", data folder "
                        + dataOf(arguments).orElseThrow().root() + ")");
    }

    private static Optional<DataFolder> dataOf(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--data=")) {
                return Optional.of(new DataFolder(Path.of(argument.substring("--data=".length()))));
            }
            if (argument.equals("--data") && i + 1 < arguments.size()) {
                return Optional.of(new DataFolder(Path.of(arguments.get(i + 1))));
            }
        }
        return arguments.stream()
                .filter(argument -> argument.startsWith("-Dmosaic.home="))
                .map(argument -> new DataFolder(Path.of(argument.substring("-Dmosaic.home=".length()), "data")))
                .findFirst();
    }

    /** True once an HTTP request is answered, whatever the answer. */
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(bare(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("GET /q/health/live HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Read to the end: a request whose client left early holds up a shutdown.
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/");
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }
}
