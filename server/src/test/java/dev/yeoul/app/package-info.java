@NullMarked
package dev.yeoul.app;

import org.jspecify.annotations.NullMarked;
