package dev.mosaicstack.functions.allinone;

import java.nio.charset.StandardCharsets;

/** What standard output can show: colours only on a terminal, signs beyond ASCII only where they arrive. */
public record Terminal(boolean colours, boolean unicode) {

    public static Terminal ofThisProcess(Environment environment) {
        boolean dumb = environment.get("TERM").filter("dumb"::equals).isPresent();
        boolean colours =
                Self.isOnATerminal() && !dumb && environment.get("NO_COLOR").isEmpty();
        return new Terminal(colours, System.out.charset().equals(StandardCharsets.UTF_8));
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String unsure(String text) {
        return paint("33", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String tick() {
        return unicode ? "\u2714" : "ok";
    }

    public String cross() {
        return unicode ? "\u2718" : "FAILED";
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
