package dev.redisatomic.execution;

import org.springframework.util.ClassUtils;

/** An attempt in a flight recording of the JVM. This one does nothing: no recording is running. */
class FlightRecord {

  /** A runtime image can lack the module. */
  private static final boolean AVAILABLE =
      ClassUtils.isPresent("jdk.jfr.Event", FlightRecord.class.getClassLoader());

  static final FlightRecord NONE = new FlightRecord();

  static FlightRecord begin() {
    return AVAILABLE ? AttemptFlightRecord.begin() : NONE;
  }

  void end(int number, Run<?> run) {}
}
