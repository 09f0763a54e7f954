/**
 * The rules for what annotations may say, and the words for what they may not. Start-up asks them
 * about classes, the compile-time checks about sources, so that both say the same. Plain Java, and
 * no part of what applications may use. Start reading at {@link dev.redisatomic.rules.Refusals}.
 */
@NullMarked
package dev.redisatomic.rules;

import org.jspecify.annotations.NullMarked;
