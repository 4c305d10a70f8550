package dev.mosaicstack.web;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The variables that Kubernetes puts into every pod for each Service of its namespace, as Docker's links had them ("Accessing
 * Services", {@code enableServiceLinks}). For a Service called mosaic-metrics they look like settings of ours.
 */
public final class ServiceLinks {

    private static final Pattern NAME = Pattern.compile(
            "[A-Z][A-Z0-9_]*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://\\S+:\\d+");

    private static final String PORT = "_PORT";

    private ServiceLinks() {}

    /** @param value of any variable, by its name; null where it is not set */
    public static boolean isOne(String name, UnaryOperator<String> value) {
        if (NAME.matcher(name).matches()) {
            return true;
        }
        if (!name.endsWith(PORT)) {
            return false;
        }
        // Alone it may as well be a setting that somebody misspelt.
        String service = name.substring(0, name.length() - PORT.length());
        return isAddress(value.apply(name)) || value.apply(service + "_SERVICE_HOST") != null;
    }

    /** @see #isOne(String, UnaryOperator) */
    public static boolean isOne(String name, Map<String, String> variables) {
        return isOne(name, variables::get);
    }

    /** Whether {@code X_PORT} has what Kubernetes sets it to, where people set a number. */
    public static boolean isAddress(String value) {
        return value != null && ADDRESS.matcher(value).matches();
    }
}
