/**
 * Turns annotations into an immutable {@link dev.redisatomic.attribute.AtomicAttribute}, parsed and
 * checked once per method. The only package that sees the annotations. Start with {@code
 * AtomicAttributeSource}.
 */
@NullMarked
package dev.redisatomic.attribute;

import org.jspecify.annotations.NullMarked;
