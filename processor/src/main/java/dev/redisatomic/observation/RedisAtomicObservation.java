package dev.redisatomic.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations of the library. */
public enum RedisAtomicObservation implements ObservationDocumentation {

  /** A call of an atomic method, from outside: with all of its attempts and pauses. */
  CALL {
    @Override
    public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
      return DefaultRedisAtomicObservationConvention.class;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
      return LowCardinalityKeyNames.values();
    }

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
      return HighCardinalityKeyNames.values();
    }
  };

  /** Tags of the meters and of the span. */
  public enum LowCardinalityKeyNames implements KeyName {

    /** The method, such as {@code BankService.transfer(String, String, long)}. */
    METHOD {
      @Override
      public String asString() {
        return "method";
      }
    },

    /**
     * The ending of the call: committed, unchanged, conflict, failed, partial or unknown. Missing
     * while the call runs.
     */
    OUTCOME {
      @Override
      public String asString() {
        return "outcome";
      }
    },

    /**
     * The number of attempts: {@code 0} (given up before the first one), {@code 1}, {@code 2},
     * {@code 3-5} or {@code 6+}. Not there while the call runs.
     */
    ATTEMPTS {
      @Override
      public String asString() {
        return "attempts";
      }
    }
  }

  /** Tags of the span alone. */
  public enum HighCardinalityKeyNames implements KeyName {

    /** The key templates of the method; never keys. */
    KEYS {
      @Override
      public String asString() {
        return "redis.atomic.keys";
      }
    },

    /** The number of attempts that the call made. */
    ATTEMPTS {
      @Override
      public String asString() {
        return "redis.atomic.attempts";
      }
    }
  }
}
