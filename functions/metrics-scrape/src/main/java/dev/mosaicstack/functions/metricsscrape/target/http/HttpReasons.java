package dev.mosaicstack.functions.metricsscrape.target.http;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Why there was no answer over HTTP, in words that follow the name of a target. */
public final class HttpReasons {

    private HttpReasons() {}

    public static String slow(Duration timeout) {
        return "no answer within " + timeout.toMillis() / 1000.0 + " s";
    }

    public static String of(Throwable thrown) {
        String tls = ofCertificate(thrown);
        if (tls != null) {
            return tls;
        }
        if (has(thrown, UnresolvedAddressException.class) || has(thrown, UnknownHostException.class)) {
            return "nobody knows the address of that host";
        }
        if (has(thrown, ConnectException.class)) {
            return "nobody takes connections there";
        }
        if (has(thrown, SSLException.class)) {
            return "it does not speak TLS as we do (" + words(thrown) + ")";
        }
        if (has(thrown, ProtocolException.class) || words(thrown).contains("status line")) {
            return "it does not speak HTTP";
        }
        if (words(thrown).contains("received no bytes") || has(thrown, SocketException.class)) {
            return "it closed the connection without an answer";
        }
        return "it closed the connection in the middle of its answer (" + words(thrown) + ")";
    }

    /** @return null where it is not the certificate */
    private static String ofCertificate(Throwable thrown) {
        if (has(thrown, CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        if (has(thrown, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet";
        }
        if (!has(thrown, CertificateException.class)) {
            return null;
        }
        return innermost(thrown).startsWith("No subject alternative")
                        || innermost(thrown).startsWith("No name matching")
                ? "its certificate is for another name"
                : "its certificate is of nobody whom we trust";
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return words(cause);
    }
}
