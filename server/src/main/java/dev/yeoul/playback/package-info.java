/**
 * What a viewer watches: progress, continue watching, history. Redis accepts and orders the writes;
 * MySQL has them within seconds.
 */
@NullMarked
package dev.yeoul.playback;

import org.jspecify.annotations.NullMarked;
