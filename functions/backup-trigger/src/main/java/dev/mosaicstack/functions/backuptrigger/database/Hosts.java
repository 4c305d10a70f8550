package dev.mosaicstack.functions.backuptrigger.database;

/** Hosts, as programs take them. */
final class Hosts {

    private Hosts() {}

    /** An IPv6 address without the brackets that it has in a URL. */
    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
