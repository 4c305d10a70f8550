package dev.mosaicstack.core.input;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a reader, human or model, must know of a component of a request or an answer: schemas are made of it. It checks
 * nothing: the bounds are those that {@link Check} enforces where the call is made.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Field {

    /** One short sentence: what it is, its unit, its default. */
    String value();

    /** Whether a request without it is refused. */
    boolean required() default false;

    /** Of a number the least value, of a text the least length, of a list the fewest entries. */
    long min() default Long.MIN_VALUE;

    /** Of a number the greatest value, of a text the greatest length in UTF-16 units, of a list the most entries. */
    long max() default Long.MAX_VALUE;

    /** The only texts that are taken; empty for any. */
    String[] oneOf() default {};

    /** A lower-case UUID; of a list each entry. */
    boolean id() default false;

    /** A JSON object, where the type would allow any JSON. */
    boolean object() default false;
}
