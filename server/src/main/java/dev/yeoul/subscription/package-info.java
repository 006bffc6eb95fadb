/** What you paid: plans, subscriptions, and what they entitle a viewer to. */
@NullMarked
package dev.yeoul.subscription;

import org.jspecify.annotations.NullMarked;
