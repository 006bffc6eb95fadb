@NullMarked
package dev.yeoul.taste;

import org.jspecify.annotations.NullMarked;
