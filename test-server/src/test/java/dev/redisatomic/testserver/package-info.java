/** Tests that start, lose and find servers; what a server says is asked over a plain socket. */
@NullMarked
package dev.redisatomic.testserver;

import org.jspecify.annotations.NullMarked;
