package dev.yeoul.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A call that needs no token. One that is sent is still checked. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Public {
  /** The token is not even looked at: the calls that hand out tokens. */
  boolean ignoreBearer() default false;
}
