/** Who you are: users, passwords, tokens, sessions, roles. */
@NullMarked
package dev.yeoul.account;

import org.jspecify.annotations.NullMarked;
