/** The snippets of the README and the documents in compiled form, and the tests that run them. */
@NullMarked
package dev.redisatomic.readme;

import org.jspecify.annotations.NullMarked;
