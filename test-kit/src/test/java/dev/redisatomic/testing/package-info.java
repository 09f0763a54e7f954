/** Tests of the kit, each on both drivers and a real server. */
@NullMarked
package dev.redisatomic.testing;

import org.jspecify.annotations.NullMarked;
