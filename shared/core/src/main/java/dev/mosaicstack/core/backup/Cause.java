package dev.mosaicstack.core.backup;

/**
 * Why a run failed.
 *
 * @param code stable UPPER_SNAKE name, see {@link Fault}
 * @param detail what a person needs to know, without secrets; one line
 */
public record Cause(String code, String detail) {

    /** Longest detail that is kept, in UTF-16 units. */
    public static final int MOST = 2000;

    public Cause {
        detail = detail.length() > MOST ? detail.substring(0, MOST) : detail;
    }

    public Cause(Fault fault, String detail) {
        this(fault.name(), detail);
    }
}
