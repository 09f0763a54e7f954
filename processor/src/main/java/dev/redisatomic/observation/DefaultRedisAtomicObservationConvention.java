package dev.redisatomic.observation;

import dev.redisatomic.CallEvent;
import dev.redisatomic.observation.RedisAtomicObservation.HighCardinalityKeyNames;
import dev.redisatomic.observation.RedisAtomicObservation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.List;

/** The names and tags of {@link RedisAtomicObservation}; to be overridden in parts. */
public class DefaultRedisAtomicObservationConvention implements RedisAtomicObservationConvention {

  /** The convention that holds if there is no other. */
  public DefaultRedisAtomicObservationConvention() {}

  @Override
  public String getName() {
    return "redis.atomic";
  }

  @Override
  public String getContextualName(RedisAtomicObservationContext context) {
    String method = context.getCall().method();
    int parameters = method.indexOf('(');
    return "redis.atomic " + (parameters < 0 ? method : method.substring(0, parameters));
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(RedisAtomicObservationContext context) {
    KeyValues values =
        KeyValues.of(LowCardinalityKeyNames.METHOD.withValue(context.getCall().method()));
    CallEvent ended = context.getEnded();
    return ended == null
        ? values
        : values.and(
            LowCardinalityKeyNames.OUTCOME.withValue(ended.outcome().label()),
            LowCardinalityKeyNames.ATTEMPTS.withValue(bucket(ended.attempts().size())));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(RedisAtomicObservationContext context) {
    List<String> templates = context.getCall().keyTemplates();
    KeyValues values =
        KeyValues.of(
            HighCardinalityKeyNames.KEYS.withValue(
                templates.isEmpty() ? KeyValue.NONE_VALUE : String.join(" ", templates)));
    CallEvent ended = context.getEnded();
    return ended == null
        ? values
        : values.and(
            HighCardinalityKeyNames.ATTEMPTS.withValue(String.valueOf(ended.attempts().size())));
  }

  private static String bucket(int attempts) {
    if (attempts <= 2) {
      return String.valueOf(attempts);
    }
    return attempts <= 5 ? "3-5" : "6+";
  }
}
