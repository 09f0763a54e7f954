/** The code of docs/recipes.md in compiled form, and the tests that run it. */
@NullMarked
package dev.redisatomic.recipes;

import org.jspecify.annotations.NullMarked;
