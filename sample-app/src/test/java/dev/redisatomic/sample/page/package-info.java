/** The page, in a real browser. */
@NullMarked
package dev.redisatomic.sample.page;

import org.jspecify.annotations.NullMarked;
