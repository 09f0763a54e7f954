/**
 * Wires the library into Spring: {@link dev.redisatomic.config.EnableRedisAtomic} for plain Spring,
 * an auto-configuration for Boot, and the properties, which are the same for both.
 *
 * <p>A new setting of atomic methods is an attribute of the annotation, a component of {@code
 * AnnotatedSettings}, a component of {@code Guard} or {@code Durability}, and its lines in {@code
 * MethodSettings}; a property is described in the metadata, too.
 */
@NullMarked
package dev.redisatomic.config;

import org.jspecify.annotations.NullMarked;
