package dev.mosaicstack.functions.metricsscrape.rule.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go prints them. */
public final class Digits {

    private static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_EVEN);

    private Digits() {}

    /** {@code %v}: as many digits as tell it from its neighbours. */
    public static String shortest(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? special(value)
                : general(value, new BigDecimal(Double.toString(value)), 6);
    }

    /** {@code %.4g}: four digits. */
    static String four(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? special(value)
                : general(value, new BigDecimal(value).round(FOUR), 4);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }

    /** @param most exponents from here on are written as such */
    private static String general(double value, BigDecimal rounded, int most) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = rounded.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < most) {
            return digits.toPlainString();
        }
        String all = digits.unscaledValue().abs().toString();
        String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + power;
    }
}
