/**
 * The rules for Spring expressions in key templates: the only package of the rules that needs
 * Spring. Where {@code spring-expression} is missing, expressions are left to start-up.
 */
@NullMarked
package dev.redisatomic.rules.expression;

import org.jspecify.annotations.NullMarked;
