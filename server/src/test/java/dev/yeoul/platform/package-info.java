@NullMarked
package dev.yeoul.platform;

import org.jspecify.annotations.NullMarked;
