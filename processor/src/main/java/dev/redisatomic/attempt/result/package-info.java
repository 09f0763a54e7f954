/**
 * Results of writes that are not sent yet: which reads show them, what follows from the replies,
 * and what is sent in the end. Knows commands and replies alone, no attempt. Start with {@code
 * NeededResults}, the table of the commands concerned; {@code Pops}, {@code OldValues}, {@code
 * Conditions} and {@code Existence} are its entries.
 */
@NullMarked
package dev.redisatomic.attempt.result;

import org.jspecify.annotations.NullMarked;
