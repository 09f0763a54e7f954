/**
 * The Actuator endpoint {@code redisatomic}. The only package that sees Actuator; left alone where
 * that is missing or the endpoint is not exposed.
 */
@NullMarked
package dev.redisatomic.actuate;

import org.jspecify.annotations.NullMarked;
