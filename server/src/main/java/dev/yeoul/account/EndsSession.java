package dev.yeoul.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The call that ends a session, which one that is half ended may still make. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface EndsSession {}
