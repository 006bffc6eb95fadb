/** Start-up, command line and roles: the only package that knows every feature. */
@NullMarked
package dev.yeoul.app;

import org.jspecify.annotations.NullMarked;
