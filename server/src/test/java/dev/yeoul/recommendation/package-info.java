@NullMarked
package dev.yeoul.recommendation;

import org.jspecify.annotations.NullMarked;
