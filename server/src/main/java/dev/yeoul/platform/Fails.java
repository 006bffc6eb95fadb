package dev.yeoul.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problem codes that a call can answer beyond those that every call of its kind has. The
 * OpenAPI document lists them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fails {
  /** Codes of {@link ProblemType}. */
  String[] value();
}
