package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A retry policy, and where its values can be changed.
 *
 * @param policy how long to go on after conflicts
 * @param prefix of the properties that it comes from, such as {@code redis.atomic.}; {@code null}
 *     if it was passed with the call
 */
public record SourcedPolicy(RetryPolicy policy, @Nullable String prefix) {

  /** The thing to change: a property or an attribute, or the policy that came with the call. */
  String setting(String property, String attribute) {
    return prefix == null ? "its RetryPolicy" : prefix + property + " or " + attribute;
  }
}
