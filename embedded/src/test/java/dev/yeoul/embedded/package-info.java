@NullMarked
package dev.yeoul.embedded;

import org.jspecify.annotations.NullMarked;
