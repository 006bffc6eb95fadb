/** What viewers say of titles: ratings, reviews, dismissals, and what they chose at sign-up. */
@NullMarked
package dev.yeoul.taste;

import org.jspecify.annotations.NullMarked;
