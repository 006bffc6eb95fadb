@NullMarked
package dev.yeoul.catalog;

import org.jspecify.annotations.NullMarked;
