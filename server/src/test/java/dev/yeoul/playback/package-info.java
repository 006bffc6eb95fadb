@NullMarked
package dev.yeoul.playback;

import org.jspecify.annotations.NullMarked;
