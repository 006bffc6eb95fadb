@NullMarked
package dev.yeoul.analytics;

import org.jspecify.annotations.NullMarked;
